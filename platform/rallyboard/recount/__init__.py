"""The second count: every stored match recomputed from its log by a path that shares no code with the ETL's models.

It walks where the ETL sets: plain Python over one replayed match at a time. When both agree, a number on a page is
what the log says; when they do not, `rallyboard verify` names the match and the column.
"""

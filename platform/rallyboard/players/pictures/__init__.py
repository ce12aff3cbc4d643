"""Pictures that strangers send: looked at before anything decodes them, then drawn anew."""

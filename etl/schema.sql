-- The tables of the warehouse. Ids are random keys; no name, mail or country is ever here.
-- Times are ms of game time since tick 0, lengths court units (u), speeds u/s, y grows downwards.
-- No primary keys and no indexes: DuckDB's bulk path is faster without, and the audits check every grain instead.

CREATE TYPE shot_kind AS ENUM ('serve', 'return', 'rally');
CREATE TYPE end_kind AS ENUM ('ace', 'winner', 'forced', 'unforced', 'forfeit');

CREATE TABLE dim_player (
    player_key UUID,
    kind VARCHAR,             -- human, guest or ai
    ai_level SMALLINT,
    bot VARCHAR,
    first_seen TIMESTAMP      -- start of the first match loaded
);

CREATE TABLE dim_rules (
    rules_sha VARCHAR,
    rules_v VARCHAR,
    ruleset VARCHAR,
    target INTEGER,
    win_by INTEGER,
    subunits INTEGER,         -- sub-units in one u
    tick_rate INTEGER,        -- ticks in one second
    height INTEGER,           -- from here on sub-units and sub-units per tick
    radius INTEGER,
    half INTEGER,
    paddle_speed INTEGER,
    constants JSON            -- every constant of the ruleset
);

CREATE TABLE dim_date (date DATE, week INTEGER, month INTEGER, dow INTEGER);

CREATE TABLE dim_match (
    match_id UUID,
    seq BIGINT,               -- place in the stream, which is also the order of loading
    rules_v VARCHAR,
    rules_sha VARCHAR,
    ruleset VARCHAR,
    mode VARCHAR,
    map VARCHAR,
    team SMALLINT,
    target SMALLINT,
    by2 BOOLEAN,
    items BOOLEAN,
    player0 UUID,             -- who sat in slot 0
    player1 UUID,
    started_at TIMESTAMP,     -- UTC
    ticks INTEGER,            -- length in game time
    paused_ms BIGINT,
    reason VARCHAR,           -- score, resign, disconnect, afk or void
    winner_side TINYINT,      -- NULL: nobody
    s0 SMALLINT,
    s1 SMALLINT,
    log_sha VARCHAR,
    result_hash BIGINT,
    entries INTEGER,
    etl_v VARCHAR,            -- fingerprint of the ETL that made the row
    loaded_at TIMESTAMP       -- wall clock; the only column that table hashes leave out
);

CREATE TABLE fct_rally (
    match_id UUID,
    rally_no INTEGER,         -- from 1
    server_slot TINYINT,
    winner_slot TINYINT,      -- NULL: the rally was not finished
    t0 DOUBLE,                -- serve
    t1 DOUBLE,                -- goal, or the end of the match
    ticks INTEGER,
    hits INTEGER,             -- serve included
    s0_before SMALLINT,
    s1_before SMALLINT,
    wp_before DOUBLE,         -- P(slot 0 wins the match)
    wp_after DOUBLE,
    leverage DOUBLE,
    last_hitter TINYINT,
    max_speed DOUBLE,
    end_kind end_kind
);

CREATE TABLE fct_shot (
    match_id UUID,
    rally_no INTEGER,
    shot_no INTEGER,          -- the serve is 0
    slot TINYINT,
    player_id UUID,
    opp_id UUID,
    kind shot_kind,
    made BOOLEAN,
    t DOUBLE,
    flight DOUBLE,
    in_speed DOUBLE,
    y DOUBLE,
    landing_zone TINYINT,
    bounces INTEGER,
    py_at_opp_hit DOUBLE,
    need DOUBLE,
    slack DOUBLE,
    rt DOUBLE,
    first_dir_ok BOOLEAN,
    reversals INTEGER,
    off DOUBLE,
    paddle_dir TINYINT,
    out_vx DOUBLE,
    out_vy DOUBLE,
    out_speed DOUBLE,
    aim TINYINT,
    opp_y DOUBLE,
    opp_zone TINYINT,
    opp_bounces INTEGER,
    opp_need DOUBLE,
    opp_made BOOLEAN,
    my_pts SMALLINT,
    opp_pts SMALLINT,
    serving BOOLEAN,
    leverage DOUBLE,
    px DOUBLE,
    opp_px DOUBLE
);

CREATE TABLE fct_input (
    match_id UUID,
    slot TINYINT,
    seq INTEGER,              -- from 1, per match and slot
    t DOUBLE,
    key TINYINT,
    hold DOUBLE,              -- until this slot's next key, NULL for the last
    arr DOUBLE,
    claim DOUBLE,
    rewound DOUBLE            -- how far back of its arrival the key was honoured
);

CREATE TABLE fct_net (match_id UUID, slot TINYINT, t DOUBLE, rtt INTEGER, jit INTEGER);

CREATE TABLE agg_match_player (
    match_id UUID, player_id UUID, opp_id UUID, slot TINYINT,
    won BOOLEAN, pts INTEGER, opp_pts INTEGER,
    rallies INTEGER, serve_n INTEGER, serve_won INTEGER, recv_n INTEGER, recv_won INTEGER,
    short_n INTEGER, short_won INTEGER, mid_n INTEGER, mid_won INTEGER, long_n INTEGER, long_won INTEGER,
    wpa DOUBLE, lev_won DOUBLE, lev_lost DOUBLE,
    o INTEGER, made INTEGER, need_sum DOUBLE, reversals INTEGER,
    px_n INTEGER, px_made INTEGER, px_sum DOUBLE,
    easy_n INTEGER, easy_missed INTEGER, stretch_n INTEGER, stretch_made INTEGER,
    shots INTEGER, press_n INTEGER, press_sum DOUBLE, winners INTEGER,
    serves INTEGER, aces INTEGER,
    off_n INTEGER, off_sum DOUBLE, off_abs_sum DOUBLE, off_sq_sum DOUBLE,
    moves_n INTEGER, moves_wrong INTEGER, rt_n INTEGER, rt_sum DOUBLE, rt_med DOUBLE,
    keys INTEGER, restamped INTEGER, rewound_max DOUBLE,
    net_n INTEGER, rtt_p50 DOUBLE, rtt_p95 DOUBLE
);

CREATE TABLE model_win_probability (
    rules_sha VARCHAR, a INTEGER, b INTEGER, server TINYINT,
    wp DOUBLE, wp_won DOUBLE, wp_lost DOUBLE
);

CREATE TABLE model_xsave (
    rules_v VARCHAR,
    mode VARCHAR,
    matches INTEGER,          -- fitted on the first so many matches of these rules
    accepted BOOLEAN,
    reason VARCHAR,           -- why not
    coef DOUBLE[],            -- in the order of xsave_features
    n BIGINT,
    auc DOUBLE,
    log_loss DOUBLE,
    base_loss DOUBLE,
    calib JSON                -- by decile of px: n, mean px, share made
);

CREATE TABLE rejects (stream VARCHAR, seq BIGINT, "at" VARCHAR, reason VARCHAR, detail VARCHAR, raw BLOB);
CREATE TABLE etl_offset (stream VARCHAR, seq BIGINT, read BIGINT, loaded BIGINT, rejected BIGINT);
CREATE TABLE etl_run (
    run BIGINT, stream VARCHAR, from_seq BIGINT, to_seq BIGINT,
    read INTEGER, loaded INTEGER, rejected INTEGER, refits INTEGER, ms DOUBLE, ended_at TIMESTAMP
);
CREATE TABLE etl_schema (etl_v VARCHAR, duckdb_v VARCHAR);

--
-- PostgreSQL database dump
--

\restrict x44bEnDY6kEDPYO2RTQq3FZ9zdNcWrsaWVSO7pfNHJMQDBhyC4nl4qoebEkYCnX

-- Dumped from database version 15.18 
-- Dumped by pg_dump version 15.18 

-- Started on 2026-02-08 03:00:00 CET

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- TOC entry 7 (class 2615 OID 16422)
-- Name: Sch;é"ma; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA "Sch;é""ma";


--
-- TOC entry 2 (class 3079 OID 16385)
-- Name: pgcrypto; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA public;


--
-- TOC entry 3449 (class 0 OID 0)
-- Dependencies: 2
-- Name: EXTENSION pgcrypto; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON EXTENSION pgcrypto IS 'cryptographic functions';


--
-- TOC entry 891 (class 1247 OID 16432)
-- Name: Do;main; Type: DOMAIN; Schema: public; Owner: -
--

CREATE DOMAIN public."Do;main" AS text
	CONSTRAINT "Do;main_check" CHECK ((VALUE ~ '^\w+;''"$'::text));


--
-- TOC entry 888 (class 1247 OID 16424)
-- Name: statut; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.statut AS ENUM (
    'a;b',
    'c''d',
    'e\f'
);


--
-- TOC entry 275 (class 1255 OID 16464)
-- Name: atomique(integer); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.atomique(x integer) RETURNS integer
    LANGUAGE sql
    BEGIN ATOMIC
 SELECT
         CASE
             WHEN (x > 0) THEN 1
             ELSE ( SELECT
                     CASE x
                         WHEN 1 THEN 2
                         ELSE NULL::integer
                     END AS "case")
         END AS "case";
 SELECT 2;
END;


--
-- TOC entry 276 (class 1255 OID 16465)
-- Name: piege(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.piege() RETURNS text
    LANGUAGE plpgsql
    AS $_$ begin
-- COPY public.piege (a) FROM stdin;
-- PostgreSQL database dump complete
return $i$ \. ; ' " $i$; end $_$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- TOC entry 217 (class 1259 OID 16435)
-- Name: Ta ble; Type: TABLE; Schema: Sch;é"ma; Owner: -
--

CREATE TABLE "Sch;é""ma"."Ta
ble" (
    id integer NOT NULL,
    "co;l""$$" text DEFAULT 'x;''y\'::text,
    b bytea,
    t text[]
);


--
-- TOC entry 216 (class 1259 OID 16434)
-- Name: Ta ble_id_seq; Type: SEQUENCE; Schema: Sch;é"ma; Owner: -
--

ALTER TABLE "Sch;é""ma"."Ta
ble" ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME "Sch;é""ma"."Ta
ble_id_seq"
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- TOC entry 220 (class 1259 OID 16449)
-- Name: parent; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.parent (
    a integer
);


--
-- TOC entry 3450 (class 0 OID 0)
-- Dependencies: 220
-- Name: COLUMN parent.a; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.parent.a IS 'back\slash';


--
-- TOC entry 221 (class 1259 OID 16452)
-- Name: enfant; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.enfant (
)
INHERITS (public.parent);


--
-- TOC entry 222 (class 1259 OID 16455)
-- Name: h; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.h (
    s public.statut
)
PARTITION BY HASH (s);


--
-- TOC entry 223 (class 1259 OID 16458)
-- Name: h0; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.h0 (
    s public.statut
);


--
-- TOC entry 224 (class 1259 OID 16461)
-- Name: h1; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.h1 (
    s public.statut
);


--
-- TOC entry 227 (class 1259 OID 16474)
-- Name: mv; Type: MATERIALIZED VIEW; Schema: public; Owner: -
--

CREATE MATERIALIZED VIEW public.mv AS
 SELECT count(*) AS count
   FROM public.parent
  WITH NO DATA;


--
-- TOC entry 219 (class 1259 OID 16446)
-- Name: sans_colonne; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sans_colonne (
);


--
-- TOC entry 226 (class 1259 OID 16473)
-- Name: sé'q"uence; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public."sé'q""uence"
    START WITH 7
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- TOC entry 218 (class 1259 OID 16443)
-- Name: vide; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.vide (
    a integer
);


--
-- TOC entry 3451 (class 0 OID 0)
-- Dependencies: 218
-- Name: TABLE vide; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.vide IS 'une ligne; -- et ''une autre
COPY vide FROM stdin;
/* ouverte';


--
-- TOC entry 225 (class 1259 OID 16467)
-- Name: vue; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.vue AS
 SELECT 'a\b;''c'::text AS a,
    'it''s'::text AS b;


--
-- TOC entry 3281 (class 0 OID 0)
-- Name: h0; Type: TABLE ATTACH; Schema: public; Owner: -
--

ALTER TABLE ONLY public.h ATTACH PARTITION public.h0 FOR VALUES WITH (modulus 2, remainder 0);


--
-- TOC entry 3282 (class 0 OID 0)
-- Name: h1; Type: TABLE ATTACH; Schema: public; Owner: -
--

ALTER TABLE ONLY public.h ATTACH PARTITION public.h1 FOR VALUES WITH (modulus 2, remainder 1);


--
-- TOC entry 3441 (class 2613 OID 16471)
-- Name: 16471; Type: BLOB; Schema: -; Owner: -
--

SELECT pg_catalog.lo_create('16471');


--
-- TOC entry 3442 (class 2613 OID 16472)
-- Name: 16472; Type: BLOB; Schema: -; Owner: -
--

SELECT pg_catalog.lo_create('16472');


--
-- TOC entry 3432 (class 0 OID 16435)
-- Dependencies: 217
-- Data for Name: Ta ble; Type: TABLE DATA; Schema: Sch;é"ma; Owner: -
--

COPY "Sch;é""ma"."Ta
ble" (id, "co;l""$$", b, t) FROM stdin;
1	a\tb\nc\\d	\\x00ff5c2e0a	{"\\\\.","COPY x FROM stdin;",NULL}
2	\\.	\N	\N
3	\\.\n\\.	\\x	{}
\.


--
-- TOC entry 3436 (class 0 OID 16452)
-- Dependencies: 221
-- Data for Name: enfant; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.enfant (a) FROM stdin;
2
3
\.


--
-- TOC entry 3437 (class 0 OID 16458)
-- Dependencies: 223
-- Data for Name: h0; Type: TABLE DATA; Schema: public; Owner: -
--

-- load via partition root public.h

COPY public.h (s) FROM stdin;
a;b
c'd
a;b
\.


--
-- TOC entry 3438 (class 0 OID 16461)
-- Dependencies: 224
-- Data for Name: h1; Type: TABLE DATA; Schema: public; Owner: -
--

-- load via partition root public.h

COPY public.h (s) FROM stdin;
e\\f
\.


--
-- TOC entry 3435 (class 0 OID 16449)
-- Dependencies: 220
-- Data for Name: parent; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.parent (a) FROM stdin;
1
\.


--
-- TOC entry 3434 (class 0 OID 16446)
-- Dependencies: 219
-- Data for Name: sans_colonne; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.sans_colonne  FROM stdin;


\.


--
-- TOC entry 3433 (class 0 OID 16443)
-- Dependencies: 218
-- Data for Name: vide; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.vide (a) FROM stdin;
\.


--
-- TOC entry 3452 (class 0 OID 0)
-- Dependencies: 216
-- Name: Ta ble_id_seq; Type: SEQUENCE SET; Schema: Sch;é"ma; Owner: -
--

SELECT pg_catalog.setval('"Sch;é""ma"."Ta
ble_id_seq"', 3, true);


--
-- TOC entry 3453 (class 0 OID 0)
-- Dependencies: 226
-- Name: sé'q"uence; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public."sé''q""uence"', 99, false);


--
-- TOC entry 3443 (class 0 OID 0)
-- Data for Name: BLOBS; Type: BLOBS; Schema: -; Owner: -
--

BEGIN;

SELECT pg_catalog.lo_open('16471', 131072);
SELECT pg_catalog.lowrite(0, '\x5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a5c2e0a');
SELECT pg_catalog.lo_close(0);

SELECT pg_catalog.lo_open('16472', 131072);
SELECT pg_catalog.lo_close(0);

COMMIT;

--
-- TOC entry 3285 (class 2606 OID 16442)
-- Name: Ta ble Ta ble_pkey; Type: CONSTRAINT; Schema: Sch;é"ma; Owner: -
--

ALTER TABLE ONLY "Sch;é""ma"."Ta
ble"
    ADD CONSTRAINT "Ta
ble_pkey" PRIMARY KEY (id);


--
-- TOC entry 3428 (class 2618 OID 16466)
-- Name: vide regle; Type: RULE; Schema: public; Owner: -
--

CREATE RULE regle AS
    ON INSERT TO public.vide DO ( INSERT INTO public.parent (a)
  VALUES (1);
 SELECT 'a;b'::text AS "?column?";
);


--
-- TOC entry 3440 (class 0 OID 16474)
-- Dependencies: 227 3445
-- Name: mv; Type: MATERIALIZED VIEW DATA; Schema: public; Owner: -
--

REFRESH MATERIALIZED VIEW public.mv;


-- Completed on 2026-02-08 03:00:01 CET

--
-- PostgreSQL database dump complete
--

\unrestrict x44bEnDY6kEDPYO2RTQq3FZ9zdNcWrsaWVSO7pfNHJMQDBhyC4nl4qoebEkYCnX


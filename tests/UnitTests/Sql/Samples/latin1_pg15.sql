--
-- PostgreSQL database dump
--

\restrict QPSTjGJPFgudB6nRepyZscAraumAWup9Db8h2UeiKhCRfFAvRecwPD3bowx5rza

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

-- Started on 2026-11-22 21:52:17 UTC

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'LATIN1';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- TOC entry 215 (class 1259 OID 16906)
-- Name: séq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public."séq"
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- TOC entry 214 (class 1259 OID 16901)
-- Name: Été; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public."Été" (
    "Noël" text
);


--
-- TOC entry 3339 (class 0 OID 16901)
-- Dependencies: 214
-- Data for Name: Été; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public."Été" ("Noël") FROM stdin;
à l'été
\\.\té
\.


--
-- TOC entry 3346 (class 0 OID 0)
-- Dependencies: 215
-- Name: séq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public."séq"', 1, true);


-- Completed on 2026-11-22 21:52:18 UTC

--
-- PostgreSQL database dump complete
--

\unrestrict QPSTjGJPFgudB6nRepyZscAraumAWup9Db8h2UeiKhCRfFAvRecwPD3bowx5rza


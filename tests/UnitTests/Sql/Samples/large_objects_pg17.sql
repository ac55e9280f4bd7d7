--
-- PostgreSQL database dump
--

\restrict Abc123

-- Dumped from database version 17.6 (Debian 17.6-1.pgdg12+1)
-- Dumped by pg_dump version 17.6 (Debian 17.6-1.pgdg12+1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- TOC entry 5072 (class 2613 OID 42553)
-- Name: 42553..42764; Type: BLOB METADATA; Schema: -; Owner: -
--

SELECT pg_catalog.lo_create('42553');
SELECT pg_catalog.lo_create('42554');
SELECT pg_catalog.lo_create('42764');


--
-- TOC entry 5073 (class 0 OID 0)
-- Dependencies: 5072
-- Data for Name: 42553..42764; Type: BLOBS; Schema: -; Owner: -
--

BEGIN;

SELECT pg_catalog.lo_open('42553', 131072);
SELECT pg_catalog.lowrite(0, '\x436861');
SELECT pg_catalog.lowrite(0, '\x6e74696572');
SELECT pg_catalog.lo_close(0);

SELECT pg_catalog.lo_open('42554', 131072);
SELECT pg_catalog.lo_close(0);

SELECT pg_catalog.lo_open('42764', 131072);
SELECT pg_catalog.lowrite(0, '\x00');
SELECT pg_catalog.lo_close(0);

COMMIT;


--
-- TOC entry 5074 (class 2613 OID 51046)
-- Name: 51046; Type: BLOB METADATA; Schema: -; Owner: -
--

SELECT pg_catalog.lo_create('51046');


--
-- Data for Name: 51046; Type: BLOBS; Schema: -; Owner: -
--

BEGIN;

SELECT pg_catalog.lo_open('51046', 131072);
SELECT pg_catalog.lowrite(0, '\xffff');
SELECT pg_catalog.lo_close(0);

COMMIT;


--
-- PostgreSQL database dump complete
--

\unrestrict Abc123


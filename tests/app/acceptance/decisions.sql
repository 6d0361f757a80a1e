-- Queries over corpus/decisions/protokoll-regionstyrelse.pdf.  Expected rows: written from its truth file.

-- Every decision of the meeting, with its case in the spelling of the paper.
SELECT kind, paragraph, case_number, outcome FROM v_decisions ORDER BY decision_no
----
decided|§ 112|NULL|approved
decided|§ 113|RS 2026/00214|noted
proposed|§ 114|RS 2026/00187|approved
decided|§ 114|RS 2026/00187|approved
decided|§ 115|RS 2025/01466|remitted
proposed|§ 116|RS 2025/00932|rejected
decided|§ 117|RS 2026/00077|approved
decided|§ 118|RS 2026/00151|approved
decided|§ 119|NULL|noted

SELECT DISTINCT body, date, part_kind, file LIKE '%protokoll-regionstyrelse.pdf' FROM v_decisions
----
Regionstyrelsen|2026-03-24|protocol|1

-- One spelling of a case, whatever the paper writes.
SELECT paragraph, page FROM v_decisions WHERE case_key = 'rs-2026-187' ORDER BY decision_no
----
§ 114|3
§ 114|4

-- Capitals as in the running text of the paper.
SELECT paragraph, lower(addressees) FROM v_decisions WHERE kind = 'proposed' ORDER BY decision_no
----
§ 114|regionfullmäktige
§ 116|regionfullmäktige

SELECT item_no, i.text FROM decision_items i JOIN v_decisions USING (document_id, decision_no) WHERE paragraph = '§ 117' ORDER BY item_no LIMIT 1
----
0|Att bevilja föreningen Norrviks Filmforum ett bidrag om högst 340 000 kronor för verksamhetsåret 2026.

-- Votes, as yes and no of the last one.
SELECT paragraph, yes, no FROM v_decisions WHERE yes IS NOT NULL ORDER BY decision_no
----
§ 114|9|6
§ 115|6|8
§ 116|12|2

-- Who moved what.
SELECT name FROM statement_people p JOIN statements s USING (document_id, decision_no, statement_no) WHERE class = 'motion' AND p.kind = 'party' AND s.text LIKE 'återremiss%' ORDER BY name
----
L
SD

SELECT paragraph, against FROM v_decisions WHERE against IS NOT NULL ORDER BY decision_no
----
§ 114|KD, M, V
§ 116|SD

SELECT name, party FROM attendance WHERE party = 'KD' OR name = 'Jonas Fält' ORDER BY name
----
Jonas Fält|NULL
Ulf Tegnér|KD

-- Sums that stand in a decision, in öre, with what is said about them.
SELECT value_ore, per, qualifier, paragraph FROM v_amounts WHERE decision_kind IS NOT NULL ORDER BY amount_no
----
3800000000|NULL|about|§ 113
25000|visit|NULL|§ 114
40000|NULL|NULL|§ 114
60000|NULL|NULL|§ 114
8400000000|NULL|NULL|§ 115
34000000|NULL|at-most|§ 117

SELECT count(*), min(value_ore), max(value_ore) FROM v_amounts
----
17|-1240000000|8400000000

-- From ... to ... a year is two sums.
SELECT value_ore, per FROM v_amounts WHERE value_ore BETWEEN 580000000 AND 640000000 ORDER BY value_ore
----
580000000|year
640000000|year

-- Full text: words as they are written.
SELECT count(*) FROM search_index('remitt*')
----
0

SELECT d.paragraph FROM search_index s JOIN v_decisions d ON s.rowid = d.document_id * 1048576 + d.decision_no WHERE search_index MATCH 'återremittera OR filmforum' ORDER BY d.decision_no
----
§ 115
§ 117

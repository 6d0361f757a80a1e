-- Queries over corpus/statsbidrag-felskrift.pdf.  Expected rows: written from its truth file.

-- The paper's number of the table stands in front of its caption.
SELECT replace(caption, 'Tabell 1. ', ''), unit, rows, columns, mismatches > 0 FROM v_tables
----
Utbetalat statsbidrag för språktolkning 2021|kr|22|3|1

-- A region under the name that the paper gives it, by its code.
SELECT label, header, value_ore FROM v_cells WHERE region = '14' ORDER BY column_no
----
VGR|Grundbidrag|612371800
VGR|Prestationsdel|381556400
VGR|Summa kronor|993928200

SELECT label, header, value_ore FROM v_cells WHERE role = 'total' ORDER BY column_no
----
Riket|Grundbidrag|3850008800
Riket|Prestationsdel|2157008400
Riket|Summa kronor|6025017200

SELECT count(DISTINCT region), min(region), max(region) FROM v_cells
----
21|01|25

-- The total of a column does not agree with its rows, and only that one.
SELECT header, status, stated_ore, computed_ore, difference_ore FROM v_checks WHERE rule = 'column-total' ORDER BY column_no
----
Grundbidrag|ok|3850008800|3850008800|0
Prestationsdel|mismatch|2157008400|2175008400|-18000000
Summa kronor|ok|6025017200|6025017200|0

-- What SQL adds up itself is what the check says.
SELECT header, sum(value_ore) FROM v_cells WHERE role = 'item' GROUP BY header ORDER BY column_no
----
Grundbidrag|3850008800
Prestationsdel|2175008400
Summa kronor|6025017200

SELECT value_ore FROM v_cells WHERE label = 'Gotland' ORDER BY value_ore DESC
----
38380100
23046700
15333400

SELECT state, page_count = pages_read, complete, tables, decisions FROM v_documents
----
ok|1|1|1|0

SELECT count(*) FROM words WHERE text IN ('Jämtland/Härjedalen', 'Norrbotten')
----
2

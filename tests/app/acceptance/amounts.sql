-- Queries over corpus/tjansteskrivelse-belopp.pdf.  Expected rows: written from its truth file.

SELECT kind, body, case_number FROM v_decisions
----
proposed|Kollektivtrafiknämnden|RK 2024-1873

SELECT kind, title, date, case_key FROM parts
----
memo|Framtida finansiering av båttrafik och anropsstyrda resor|2024-09-17|rk-2024-1873

SELECT value_ore, qualifier FROM v_amounts WHERE decision_kind = 'proposed' ORDER BY amount_no
----
1840000000|NULL
6000|NULL
650000000|at-most

-- The largest, the smallest.
SELECT text, value_ore FROM v_amounts ORDER BY value_ore DESC LIMIT 3
----
11,2 miljarder kronor|1120000000000
1 284,3 milj. kr|128430000000
815,6 miljoner kronor|81560000000

SELECT value_ore FROM v_amounts WHERE value_ore < 0 ORDER BY value_ore
----
-235000000
-120000000

-- Exact to the öre.
SELECT text, value_ore FROM v_amounts WHERE value_ore % 100 <> 0 ORDER BY value_ore
----
142 öre/kWh|142
38,50 kr/km|3850

-- From ... to ... a year is two sums.
SELECT value_ore FROM v_amounts WHERE per = 'year' AND value_ore < 60000000 ORDER BY value_ore
----
30000000
40000000

SELECT value_ore, revised_from_ore FROM v_amounts WHERE revised_from_ore IS NOT NULL
----
1120000000|1250000000

SELECT value_ore FROM v_amounts WHERE qualifier = 'at-least'
----
3500000

SELECT text, value_ore, currency FROM v_amounts WHERE currency <> 'SEK'
----
240 000 EUR|24000000|EUR

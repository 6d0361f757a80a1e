// Dates, case numbers, paragraphs and regions: one row for each form that papers use.
#include "tests/normalize/find_rows.h"

namespace avstam::normalize {
namespace {

TEST(Dates, Days) {
  ExpectRows(
      Kind::kDate,
      {
          {"den 26 januari 2018", {"26 januari 2018=2018-01-26"}},
          {"2018-01-26", {"2018-01-26=2018-01-26"}},
          {"2018\u201301\u201326", {"2018\u201301\u201326=2018-01-26"}},
          {"26 september 2019", {"26 september 2019=2019-09-26"}},
          {"torsdag den 26 september 2019", {"26 september 2019=2019-09-26"}},
          {"torsdagen den 26 september 2019", {"26 september 2019=2019-09-26"}},
          {"27/3 2015", {"27/3 2015=2015-03-27"}},
          {"27/3-2015", {"27/3-2015=2015-03-27"}},
          {"26.1.2018", {"26.1.2018=2018-01-26"}},
          {"20190926", {"20190926=2019-09-26"}},
          {"per den 31 augusti 2018", {"31 augusti 2018=2018-08-31"}},
          {"fr.o.m. 2019-01-01", {"2019-01-01=2019-01-01"}},
          {"t.o.m. 2019-12-31", {"2019-12-31=2019-12-31"}},
          {"2019-01-01 \u2013 2019-12-31", {"2019-01-01=2019-01-01", "2019-12-31=2019-12-31"}},
          {"2019-01-01--2019-12-31", {"2019-01-01=2019-01-01", "2019-12-31=2019-12-31"}},
          {"KS 2019-03-12", {"2019-03-12=2019-03-12"}},
          {"1 jan. 2018", {"1 jan. 2018=2018-01-01"}},
          {"1 sept 2018", {"1 sept 2018=2018-09-01"}},
          {"26\njanuari 2018", {"26\njanuari 2018=2018-01-26"}},
          {"26\u201327 januari 2018", {"26\u201327 januari 2018=2018-01-26/2018-01-27"}},
          {"26 och 27 januari 2018", {"26 och 27 januari 2018=2018-01-26/2018-01-27"}},
          {"26 januari \u2013 3 februari 2018", {"26 januari=2018-01-26", "3 februari 2018=2018-02-03"}},
          {"29 februari 2020", {"29 februari 2020=2020-02-29"}},
          {"2019-02-30", {}},
          {"32 januari", {}},
          {"20191399", {}},
      });
}

TEST(Dates, AYearFromTheContextOrNone) {
  const std::vector<FindRow> rows = {{"den 27 mars", {"27 mars=2015-03-27"}},
                                     {"den 27/3", {"27/3=2015-03-27"}},
                                     {"per den 31 augusti", {"31 augusti=2015-08-31"}},
                                     {"januari\u2013augusti", {"januari\u2013augusti=2015-01/2015-08"}},
                                     {"kvartal 2", {"kvartal 2=2015-Q2"}}};
  ExpectRows(Kind::kDate, rows, Context{2015});
  ExpectRows(Kind::kDate, {{"den 27 mars", {"27 mars=--03-27"}},
                           {"per den 31 augusti", {"31 augusti=--08-31"}},
                           {"januari\u2013augusti", {"januari\u2013augusti=--01/--08"}},
                           {"halva 1/2", {}}});
}

TEST(Dates, MonthsQuartersYearsAndSpans) {
  ExpectRows(Kind::kDate,
             {
                 {"oktober 2014", {"oktober 2014=2014-10"}},
                 {"2014-10", {"2014-10=2014-10"}},
                 {"Q1-2026", {"Q1-2026=2026-Q1"}},
                 {"Q1 2026", {"Q1 2026=2026-Q1"}},
                 {"kvartal 2 2027", {"kvartal 2 2027=2027-Q2"}},
                 {"kvartal 2, 2027", {"kvartal 2, 2027=2027-Q2"}},
                 {"andra kvartalet 2027", {"andra kvartalet 2027=2027-Q2"}},
                 {"2018-Q4", {"2018-Q4=2018-Q4"}},
                 {"2018 kvartal 4", {"2018 kvartal 4=2018-Q4"}},
                 {"tertial 2 2019", {"tertial 2 2019=2019-05/2019-08"}},
                 {"första halvåret 2019", {"första halvåret 2019=2019-01/2019-06"}},
                 {"hösten 2025", {"hösten 2025=2025"}},
                 {"årsskiftet 2025/2026", {"årsskiftet 2025/2026=2025/2026"}},
                 {"läsåret 2024/25", {"läsåret 2024/25=2024/2025"}},
                 {"läsåret 2024/2025", {"läsåret 2024/2025=2024/2025"}},
                 {"mandatperioden 2019\u20132022", {"mandatperioden 2019\u20132022=2019/2022"}},
                 {"2019\u20132022", {"2019\u20132022=2019/2022"}},
                 {"2019-2022", {"2019-2022=2019/2022"}},
                 {"Plan 2018-20221", {"2018-2022=2018/2022"}},
                 {"Från och med 2019", {"2019=2019"}},
                 {"åren 2019 till 2022", {"2019 till 2022=2019/2022"}},
                 {"januari\u2013augusti 2018", {"januari\u2013augusti 2018=2018-01/2018-08"}},
                 {"jan-aug 2018", {"jan-aug 2018=2018-01/2018-08"}},
                 {"november\u2013februari 2018", {"november\u2013februari 2018=2017-11/2018-02"}},
                 {"2018", {"2018=2018"}},
                 {"år 2018", {"2018=2018"}},
                 {"under 2018 och 2019", {"2018=2018", "2019=2019"}},
                 {"i 2019 års prisnivå", {"2019=2019"}},
                 {"Budget 2018, tkr", {"2018=2018"}},
                 {"2018 kr", {}},
                 {"2018,5", {}},
                 {"2 018", {}},
                 {"maj", {}},
                 {"3000", {}},
             });
}

TEST(CaseNumbers, EveryShape) {
  const std::vector<std::string> shapes = {
      "2019/00889",       "2019/00889-1",   "17/05971",     "RS 2019-0829",    "KS/2019:123",
      "KS-2026-00866",    "KSF-2022-00486", "KS2026/1005",  "VON 2026/00588",  "KS/2019/0001/0009",
      "2018/KS 0041 001", "2018/0219 KS-5", "00322/2026",   "KU.2017.3",       "S2017/00378/FS",
      "1435/22",          "23RS4411",       "HSN 2018/123", "Ju2019/00123/L4", "2018-00215",
      "2018.002 ÖN",      "BUN 2026.123",   "KS19-123",     "RS/123/2019",     "HSN 1710-1234"};
  std::vector<FindRow> rows;
  for (const std::string& shape : shapes) {
    rows.push_back({shape, {"case-number " + shape + "=" + shape}});
    rows.push_back({"Dnr " + shape, {"case-number " + shape + "=" + shape}});
    rows.push_back({"Enligt ärende (" + shape + ").", {"case-number " + shape + "=" + shape}});
  }
  rows.push_back({"RS 2018\u201306226", {"case-number RS 2018\u201306226=RS 2018-06226"}});
  ExpectRows(std::nullopt, rows);
}

TEST(CaseNumbers, AfterEveryWord) {
  for (const char* word :
       {"Dnr", "Dnr.", "Dnr:", "Diarienr", "Diarienr:", "Diarienummer", "Diarienummer:", "Ärendenummer",
        "Ärendenr", "Ärende", "Vår beteckning", "Vårt dnr", "Beteckning", "Dokumentnummer"}) {
    ExpectRows(std::nullopt,
               {{std::string(word) + " 2019/00889-1", {"case-number 2019/00889-1=2019/00889-1"}},
                {std::string(word) + " KS 2019/12", {"case-number KS 2019/12=KS 2019/12"}},
                {std::string(word) + " 9-2026", {"case-number 9-2026=9-2026"}}});
  }
  ExpectRows(Kind::kCaseNumber, {{"Dokumentnummer 123456", {"123456=123456"}},
                                 {"Ärende 5", {}},
                                 {"Dnr saknas", {}},
                                 {"Diarienummer: 2026.XXX KS", {}},
                                 {"Diarienummer: 2026.123 KS", {"2026.123 KS=2026.123 KS"}},
                                 {"SKL 17/05971", {"17/05971=17/05971"}},
                                 {"Plan 2018-20221", {}},
                                 {"2016/2017:171", {}},
                                 {"2019\u20132022", {}},
                                 {"2025/2026", {}},
                                 {"läsåret 2024/25", {}},
                                 {"27/3 2015", {}},
                                 {"2018-01-26", {}},
                                 {"§ 142/19", {}},
                                 {"(2017:30)", {}},
                                 {"SFS 2017:30", {}},
                                 {"prop. 2018/19:96", {}},
                                 {"12,5 %", {}},
                                 {"1 200 kr", {}},
                                 {"EU 2014\u20132020", {}}});
}

TEST(Paragraphs, EveryForm) {
  ExpectRows(Kind::kParagraph, {
                                   {"§ 142", {"§ 142=142"}},
                                   {"§142", {"§142=142"}},
                                   {"§\u00a0142", {"§\u00a0142=142"}},
                                   {"§ 142/19", {"§ 142/19=142/19"}},
                                   {"§ 52/2019", {"§ 52/2019=52/2019"}},
                                   {"§§ 130\u2013143", {"§§ 130\u2013143=130-143"}},
                                   {"§ 62-75", {"§ 62-75=62-75"}},
                                   {"§§ 12, 14 och 16", {"§§ 12=12", "14=14", "16=16"}},
                                   {"Paragraf 12", {"Paragraf 12=12"}},
                                   {"Paragrafer 62\u201377", {"Paragrafer 62\u201377=62-77"}},
                                   {"KS § 187", {"§ 187=187"}},
                                   {"KS 2019 § 187", {"§ 187=187"}},
                                   {"§ 12.", {"§ 12=12"}},
                                   // laws
                                   {"17 kap. 6 § hälso- och sjukvårdslagen", {}},
                                   {"17 kap 6 §", {}},
                                   {"6 § kommunallagen", {}},
                                   {"6 a § KL", {}},
                                   {"6 § 2 st KL", {}},
                                   {"§ 6 kommunallagen", {}},
                                   {"§ 3 i förvaltningslagen", {}},
                                   {"enligt 5 kap. 11 § första stycket KL", {}},
                                   {"§", {}},
                               });
}

TEST(Regions, ByNameInText) {
  ExpectRows(Kind::kRegion, {
                                {"Region Skåne betalar", {"Region Skåne=12"}},
                                {"i Skåne och Halland", {"Skåne=12", "Halland=13"}},
                                {"Landstinget i Värmland", {"Landstinget i Värmland=17"}},
                                {"landstinget i Värmland", {"landstinget i Värmland=17"}},
                                {"Stockholms läns landsting", {"Stockholms läns landsting=01"}},
                                {"Norrbottens läns landsting", {"Norrbottens läns landsting=25"}},
                                {"Skåne läns landsting", {"Skåne läns landsting=12"}},
                                {"Landstinget Dalarna", {"Landstinget Dalarna=20"}},
                                {"Västra Götalandsregionen", {"Västra Götalandsregionen=14"}},
                                {"VGR och VGRs andel", {"VGR=14", "VGRs=14"}},
                                {"Västra Götaland", {"Västra Götaland=14"}},
                                {"Region Jämtland Härjedalen", {"Region Jämtland Härjedalen=23"}},
                                {"Jämtland/Härjedalen", {"Jämtland/Härjedalen=23"}},
                                {"Jämtland", {"Jämtland=23"}},
                                {"Region Örebro län", {"Region Örebro län=18"}},
                                {"Sörmland", {"Sörmland=04"}},
                                {"Södermanland", {"Södermanland=04"}},
                                {"Gotlands kommun", {"Gotlands kommun=09"}},
                                {"Region Skånes budget", {"Region Skånes=12"}},
                                {"Värmlands andel", {"Värmlands=17"}},
                                {"REGION SKÅNE", {"REGION SKÅNE=12"}},
                                {"Region\nSkåne", {"Region\nSkåne=12"}},
                                {"Örebro", {"Örebro=18"}},
                                // a town or municipality of the same name
                                {"möte i Örebro den", {}},
                                {"Stockholm, Uppsala och Skåne", {"Stockholm=01", "Uppsala=03", "Skåne=12"}},
                                {"Malmö stad i Skåne län", {"Skåne län=12"}},
                                {"Uppsala kommun", {}},
                                {"Stockholms stad", {}},
                                {"Kalmar kommun och Region Kalmar län", {"Region Kalmar län=08"}},
                                {"region", {}},
                                {"skånebo Hallandsås", {}},
                                {"Stockholm-Gotlands sjukvårdsregion", {}},
                            });
}

TEST(Precedence, NothingOverlapsAndTheMostSpecificWins) {
  ExpectRows(std::nullopt,
             {
                 {"den 26 januari 2018 § 142 Dnr RS 2019-0829 om 1,6 mnkr (3,2 %) till Region Skåne",
                  {"date 26 januari 2018=2018-01-26", "paragraph § 142=142",
                   "case-number RS 2019-0829=RS 2019-0829", "amount 1,6 mnkr=1600000 SEK step 100000",
                   "percent 3,2 %=3.2 % step 0.1", "region Region Skåne=12"}},
                 {"år 2019 500 000 kr", {"date 2019=2019", "amount 500 000 kr=500000 SEK"}},
                 {"31 mars 2 500 kr", {"date 31 mars=--03-31", "amount 2 500 kr=2500 SEK"}},
                 {"Budget 2018 2019", {"date 2018=2018", "date 2019=2019"}},
             });
}

}  // namespace
}  // namespace avstam::normalize

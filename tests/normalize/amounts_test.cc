// Money in running text: one row for each form that papers use, and what looks like money and is none.
#include "tests/normalize/find_rows.h"

namespace avstam::normalize {
namespace {

TEST(Amounts, Kronor) {
  ExpectRows(Kind::kAmount, {
                                {"500 kr", {"500 kr=500 SEK"}},
                                {"500 kr.", {"500 kr=500 SEK"}},
                                {"500 Kr", {"500 Kr=500 SEK"}},
                                {"500 kronor", {"500 kronor=500 SEK"}},
                                {"1 krona", {"1 krona=1 SEK"}},
                                {"1 200:-", {"1 200:-=1200 SEK"}},
                                {"500,-", {"500,-=500 SEK"}},
                                {"500:\u2013", {"500:\u2013=500 SEK"}},
                                {"1 500 SEK", {"1 500 SEK=1500 SEK"}},
                                {"SEK 1 500", {"SEK 1 500=1500 SEK"}},
                                {"SEK 1 500,50", {"SEK 1 500,50=1500.5 SEK step 0.01"}},
                                {"2.122kr", {"2.122kr=2122 SEK"}},
                                {"2122kr", {"2122kr=2122 SEK"}},
                                {"12,50 kr", {"12,50 kr=12.5 SEK step 0.01"}},
                                {"45 öre", {"45 öre=0.45 SEK step 0.01"}},
                                {"0,5 öre", {"0,5 öre=0.005 SEK step 0.001"}},
                                {"500 svenska kronor", {"500 svenska kronor=500 SEK"}},
                                {"priset, 500 kr, höjs", {"500 kr=500 SEK"}},
                                {"0 kr", {"0 kr=0 SEK"}},
                            });
}

TEST(Amounts, Thousands) {
  ExpectRows(Kind::kAmount, {
                                {"45 644 tkr", {"45 644 tkr=45644000 SEK step 1000"}},
                                {"45 644 Tkr", {"45 644 Tkr=45644000 SEK step 1000"}},
                                {"45 644 TKR", {"45 644 TKR=45644000 SEK step 1000"}},
                                {"300 kkr", {"300 kkr=300000 SEK step 1000"}},
                                {"300 kSEK", {"300 kSEK=300000 SEK step 1000"}},
                                {"300 TSEK", {"300 TSEK=300000 SEK step 1000"}},
                                {"300 KSEK", {"300 KSEK=300000 SEK step 1000"}},
                                {"kSEK 300", {"kSEK 300=300000 SEK step 1000"}},
                                {"300 tusen kronor", {"300 tusen kronor=300000 SEK step 1000"}},
                                {"300 tusental kronor", {"300 tusental kronor=300000 SEK step 1000"}},
                                {"300 t kr", {"300 t kr=300000 SEK step 1000"}},
                                {"1,5 tkr", {"1,5 tkr=1500 SEK step 100"}},
                            });
}

TEST(Amounts, Millions) {
  ExpectRows(Kind::kAmount, {
                                {"34 mkr", {"34 mkr=34000000 SEK step 1000000"}},
                                {"34 Mkr", {"34 Mkr=34000000 SEK step 1000000"}},
                                {"34 MKR", {"34 MKR=34000000 SEK step 1000000"}},
                                {"1,6 mnkr", {"1,6 mnkr=1600000 SEK step 100000"}},
                                {"1,6 Mnkr", {"1,6 Mnkr=1600000 SEK step 100000"}},
                                {"1,60 mn kr", {"1,60 mn kr=1600000 SEK step 10000"}},
                                {"3 milj kr", {"3 milj kr=3000000 SEK step 1000000"}},
                                {"3 milj. kr", {"3 milj. kr=3000000 SEK step 1000000"}},
                                {"1 miljon kr", {"1 miljon kr=1000000 SEK step 1000000"}},
                                {"3 miljoner kr", {"3 miljoner kr=3000000 SEK step 1000000"}},
                                {"976 miljoner kronor", {"976 miljoner kronor=976000000 SEK step 1000000"}},
                                {"1 miljon kronor", {"1 miljon kronor=1000000 SEK step 1000000"}},
                                {"12 MSEK", {"12 MSEK=12000000 SEK step 1000000"}},
                                {"MSEK 12,5", {"MSEK 12,5=12500000 SEK step 100000"}},
                                {"1,5 miljoner SEK", {"1,5 miljoner SEK=1500000 SEK step 100000"}},
                                {"SEK 1,5 miljoner", {"SEK 1,5 miljoner=1500000 SEK step 100000"}},
                                {"4 miljoner 300 000 kronor", {"4 miljoner 300 000 kronor=4300000 SEK"}},
                            });
}

TEST(Amounts, Billions) {
  ExpectRows(Kind::kAmount, {
                                {"2 mdkr", {"2 mdkr=2000000000 SEK step 1000000000"}},
                                {"2 md kr", {"2 md kr=2000000000 SEK step 1000000000"}},
                                {"2 mdr", {"2 mdr=2000000000 SEK step 1000000000"}},
                                {"2 mdr kr", {"2 mdr kr=2000000000 SEK step 1000000000"}},
                                {"2 miljarder kronor", {"2 miljarder kronor=2000000000 SEK step 1000000000"}},
                                {"1,2 miljarder kr", {"1,2 miljarder kr=1200000000 SEK step 100000000"}},
                                {"1 miljard kronor", {"1 miljard kronor=1000000000 SEK step 1000000000"}},
                                {"3 GSEK", {"3 GSEK=3000000000 SEK step 1000000000"}},
                            });
}

TEST(Amounts, MillionsWithoutACurrencyAreMoneyUnlessSomethingIsCounted) {
  ExpectRows(
      std::nullopt,
      {
          {"Anslaget är 30 miljoner.", {"amount 30 miljoner=30000000 SEK step 1000000 assumed"}},
          {"30 miljoner till skolan", {"amount 30 miljoner=30000000 SEK step 1000000 assumed"}},
          {"2,75 miljoner per år", {"amount 2,75 miljoner per år=2750000 SEK step 10000 per year assumed"}},
          {"2 miljarder, varav", {"amount 2 miljarder=2000000000 SEK step 1000000000 assumed"}},
          {"5 milj", {"amount 5 milj=5000000 SEK step 1000000 assumed"}},
          {"5 miljoner invånare", {"number 5 miljoner=5000000 step 1000000"}},
          {"5 miljoner besök", {"number 5 miljoner=5000000 step 1000000"}},
          {"2,5 miljoner ton", {"number 2,5 miljoner=2500000 step 100000"}},
          {"tre miljoner människor", {"number tre miljoner=3000000 step 1000000"}},
      });
}

TEST(Amounts, OtherCurrenciesAreNeverKronor) {
  ExpectRows(Kind::kAmount,
             {
                 {"300 EUR", {"300 EUR=300 EUR"}},
                 {"EUR 300", {"EUR 300=300 EUR"}},
                 {"300 euro", {"300 euro=300 EUR"}},
                 {"3 MEUR", {"3 MEUR=3000000 EUR step 1000000"}},
                 {"3,2 miljoner euro", {"3,2 miljoner euro=3200000 EUR step 100000"}},
                 {"300 USD", {"300 USD=300 USD"}},
                 {"300 dollar", {"300 dollar=300 USD"}},
                 {"300 NOK", {"300 NOK=300 NOK"}},
                 {"300 norska kronor", {"300 norska kronor=300 NOK"}},
                 {"5 miljoner danska kronor", {"5 miljoner danska kronor=5000000 DKK step 1000000"}},
                 {"300 DKK", {"300 DKK=300 DKK"}},
                 {"\u20ac 300", {"\u20ac 300=300 EUR"}},
             });
}

TEST(Amounts, GroupingAndDecimals) {
  ExpectRows(Kind::kAmount, {
                                {"1 000 000 kr", {"1 000 000 kr=1000000 SEK"}},
                                {"1\u00a0000\u00a0000 kr", {"1\u00a0000\u00a0000 kr=1000000 SEK"}},
                                {"1\u202f000\u202f000\u00a0kr", {"1\u202f000\u202f000\u00a0kr=1000000 SEK"}},
                                {"1\u2009000 kr", {"1\u2009000 kr=1000 SEK"}},
                                {"1\u2007000 kr", {"1\u2007000 kr=1000 SEK"}},
                                {"1.000.000 kr", {"1.000.000 kr=1000000 SEK"}},
                                {"1'000'000 kr", {"1'000'000 kr=1000000 SEK"}},
                                {"9110035 kr", {"9110035 kr=9110035 SEK"}},
                                {"1114 770 kr", {"1114 770 kr=1114770 SEK"}},
                                {"5466 021 kr", {"5466 021 kr=5466021 SEK"}},
                                {"1.5 mkr", {"1.5 mkr=1500000 SEK step 100000"}},
                                {"1.250,50 kr", {"1.250,50 kr=1250.5 SEK step 0.01"}},
                                {"1,250.50 kr", {"1,250.50 kr=1250.5 SEK step 0.01"}},
                                {"20:50 kr", {"20:50 kr=20.5 SEK step 0.01"}},
                                {"1 234,56 kr", {"1 234,56 kr=1234.56 SEK step 0.01"}},
                                {"1\u00bd miljon kronor", {"1\u00bd miljon kronor=1500000 SEK step 100000"}},
                            });
}

TEST(Amounts, Negative) {
  ExpectRows(Kind::kAmount,
             {
                 {"-24 000 kr", {"-24 000 kr=-24000 SEK"}},
                 {"\u221224 000 kr", {"\u221224 000 kr=-24000 SEK"}},
                 {"\u201324 000 kr", {"\u201324 000 kr=-24000 SEK"}},
                 {"24 000- kr", {"24 000- kr=-24000 SEK"}},
                 {"(1 200) tkr", {"(1 200) tkr=-1200000 SEK step 1000"}},
                 {"en avvikelse på (1 200) tkr mot budget", {"(1 200) tkr=-1200000 SEK step 1000"}},
                 {"(1 200 tkr)", {"(1 200 tkr)=-1200000 SEK step 1000"}},
                 {"./. 300 kr", {"./. 300 kr=-300 SEK"}},
                 {"avgår ./.300 kr", {"./.300 kr=-300 SEK"}},
                 {"Resultat: \u2013 3,2 mnkr för året", {"\u2013 3,2 mnkr=-3200000 SEK step 100000"}},
                 {"ett resultat på -3,2 mnkr", {"-3,2 mnkr=-3200000 SEK step 100000"}},
                 {"\u2013 1 200 kr", {"\u2013 1 200 kr=-1200 SEK"}},
                 {"+ 6 239 tkr", {"6 239 tkr=6239000 SEK step 1000"}},
                 {"+6 239 tkr", {"+6 239 tkr=6239000 SEK step 1000"}},
                 {"\u00b10 kr", {"\u00b10 kr=0 SEK"}},
                 // a dash of the sentence, an aside in brackets, a bullet
                 {"taxan \u2013 500 kr \u2013 höjs", {"500 kr=500 SEK"}},
                 {"höjs till 1 400 tkr (1 200 tkr) i år",
                  {"1 400 tkr=1400000 SEK step 1000", "1 200 tkr=1200000 SEK step 1000"}},
                 {"- 500 tkr till skolan", {"500 tkr=500000 SEK step 1000"}},
             });
}

TEST(Amounts, InWords) {
  ExpectRows(
      Kind::kAmount,
      {
          {"en och en halv miljon kronor", {"en och en halv miljon kronor=1500000 SEK step 100000"}},
          {"en och en halv miljon", {"en och en halv miljon=1500000 SEK step 100000 assumed"}},
          {"fyra miljoner trehundratusen", {"fyra miljoner trehundratusen=4300000 SEK step 1000 assumed"}},
          {"fyra miljoner trehundratusen kronor",
           {"fyra miljoner trehundratusen kronor=4300000 SEK step 1000"}},
          {"en halv miljon", {"en halv miljon=500000 SEK step 100000 assumed"}},
          {"en halv miljon kronor", {"en halv miljon kronor=500000 SEK step 100000"}},
          {"ett tiotal miljoner", {"ett tiotal miljoner=10000000 SEK step 1000000 about assumed"}},
          {"ett tiotal miljoner kronor", {"ett tiotal miljoner kronor=10000000 SEK step 1000000 about"}},
          {"tre miljarder", {"tre miljarder=3000000000 SEK step 1000000000 assumed"}},
          {"tjugofem miljoner kronor", {"tjugofem miljoner kronor=25000000 SEK step 1000000"}},
          {"Tre miljoner kronor", {"Tre miljoner kronor=3000000 SEK step 1000000"}},
          {"hundra kronor", {"hundra kronor=100 SEK"}},
          {"femhundra kronor", {"femhundra kronor=500 SEK"}},
          {"trehundratusen kronor", {"trehundratusen kronor=300000 SEK step 1000"}},
          {"två och en halv miljard kronor",
           {"två och en halv miljard kronor=2500000000 SEK step 100000000"}},
          {"en krona", {"en krona=1 SEK"}},
          {"drygt en miljard kronor", {"en miljard kronor=1000000000 SEK step 1000000000 about"}},
          {"två till tre miljoner kronor",
           {"två till tre miljoner kronor=2000000 SEK step 1000000 to 3000000"}},
          {"mellan tre och fyra miljoner",
           {"tre och fyra miljoner=3000000 SEK step 1000000 to 4000000 assumed"}},
          {"5 tusen kronor", {"5 tusen kronor=5000 SEK step 1000"}},
          // a unit, not an amount
          {"Belopp i tusen kronor", {}},
          {"Miljoner kronor", {}},
          {"en kronika", {}},
      });
}

TEST(Amounts, Ranges) {
  ExpectRows(
      Kind::kAmount,
      {
          {"100\u2013200 tkr/år", {"100\u2013200 tkr/år=100000 SEK step 1000 to 200000 per year"}},
          {"200-300 tkr/år", {"200-300 tkr/år=200000 SEK step 1000 to 300000 per year"}},
          {"1,5\u20132 mnkr", {"1,5\u20132 mnkr=1500000 SEK step 100000 to 2000000"}},
          {"1,5 \u2013 2 mnkr", {"1,5 \u2013 2 mnkr=1500000 SEK step 100000 to 2000000"}},
          {"mellan 3 och 4 mnkr", {"3 och 4 mnkr=3000000 SEK step 1000000 to 4000000"}},
          {"1,5 till 2 mnkr", {"1,5 till 2 mnkr=1500000 SEK step 100000 to 2000000"}},
          {"3 à 4 mnkr", {"3 à 4 mnkr=3000000 SEK step 1000000 to 4000000"}},
          {"20 000 - 30 000 kr", {"20 000 - 30 000 kr=20000 SEK to 30000"}},
          {"1000-2000 kr", {"1000-2000 kr=1000 SEK to 2000"}},
          {"ca 3\u20134 miljoner kronor",
           {"3\u20134 miljoner kronor=3000000 SEK step 1000000 to 4000000 about"}},
          {"från 3 till 4 mnkr", {"3=3000000 SEK step 1000000 shared", "4 mnkr=4000000 SEK step 1000000"}},
          {"från 3 mnkr till 4 mnkr", {"3 mnkr=3000000 SEK step 1000000", "4 mnkr=4000000 SEK step 1000000"}},
          {"3 och 4 mnkr", {"4 mnkr=4000000 SEK step 1000000"}},
      });
}

TEST(Amounts, Rates) {
  ExpectRows(Kind::kAmount,
             {
                 {"420 000 kr/år", {"420 000 kr/år=420000 SEK per year"}},
                 {"96 000 kronor/år", {"96 000 kronor/år=96000 SEK per year"}},
                 {"800 000 kr per år", {"800 000 kr per år=800000 SEK per year"}},
                 {"800 000 kr. per år", {"800 000 kr. per år=800000 SEK per year"}},
                 {"6000 kr/månad", {"6000 kr/månad=6000 SEK per month"}},
                 {"500 kr/mån", {"500 kr/mån=500 SEK per month"}},
                 {"500 kr per dag", {"500 kr per dag=500 SEK per day"}},
                 {"500 kr per timme", {"500 kr per timme=500 SEK per hour"}},
                 {"500 kr/tim", {"500 kr/tim=500 SEK per hour"}},
                 {"100 kr per invånare", {"100 kr per invånare=100 SEK per person"}},
                 {"100 kr/inv", {"100 kr/inv=100 SEK per person"}},
                 {"100 kr per invånare och år", {"100 kr per invånare och år=100 SEK per person"}},
                 {"100 kr per elev", {"100 kr per elev=100 SEK per pupil"}},
                 {"100 kr/elev", {"100 kr/elev=100 SEK per pupil"}},
                 {"100 kr per besök", {"100 kr per besök=100 SEK per visit"}},
                 {"100 kr/st", {"100 kr/st=100 SEK per piece"}},
                 {"100 kr/kvm", {"100 kr/kvm=100 SEK per square-metre"}},
                 {"0,50 kr per skattekrona", {"0,50 kr per skattekrona=0.5 SEK step 0.01 per tax-krona"}},
                 {"45 öre/kWh", {"45 öre/kWh=0.45 SEK step 0.01 per kWh"}},
                 {"2 mnkr årligen", {"2 mnkr årligen=2000000 SEK step 1000000 per year"}},
                 {"500 kr i månaden", {"500 kr i månaden=500 SEK per month"}},
                 {"500 kr/vecka", {"500 kr/vecka=500 SEK per week"}},
                 {"500 kr per barn och månad", {"500 kr per barn och månad=500 SEK per child"}},
             });
}

TEST(Amounts, Tails) {
  ExpectRows(Kind::kAmount,
             {
                 {"5 000 kr exkl. moms", {"5 000 kr=5000 SEK"}},
                 {"5 000 kr inkl. moms", {"5 000 kr=5000 SEK"}},
                 {"500 kr exkl. moms per timme", {"500 kr exkl. moms per timme=500 SEK per hour"}},
                 {"500 kr (exkl. moms) per timme", {"500 kr (exkl. moms) per timme=500 SEK per hour"}},
                 {"5 mnkr i 2019 års prisnivå", {"5 mnkr=5000000 SEK step 1000000"}},
                 {"5 mnkr netto", {"5 mnkr=5000000 SEK step 1000000"}},
                 {"5 mnkr brutto", {"5 mnkr=5000000 SEK step 1000000"}},
                 {"5 mnkr per helår", {"5 mnkr per helår=5000000 SEK step 1000000 per year"}},
             });
}

TEST(Amounts, Hedges) {
  for (const char* word :
       {"ca", "cirka", "c:a", "omkring", "runt", "drygt", "knappt", "närmare", "uppemot", "Ca", "ca."}) {
    ExpectRows(Kind::kAmount, {{std::string(word) + " 5 mnkr", {"5 mnkr=5000000 SEK step 1000000 about"}}});
  }
  for (const char* word : {"högst", "max", "max.", "maximalt", "upp till", "ett tak på", "tak", "Högst"}) {
    ExpectRows(Kind::kAmount, {{std::string(word) + " 5 mnkr", {"5 mnkr=5000000 SEK step 1000000 at-most"}}});
  }
  for (const char* word : {"minst", "lägst", "Lägst"}) {
    ExpectRows(Kind::kAmount,
               {{std::string(word) + " 5 mnkr", {"5 mnkr=5000000 SEK step 1000000 at-least"}}});
  }
  ExpectRows(Kind::kAmount, {{"ca SEK 500", {"SEK 500=500 SEK about"}},
                             {"högst -5 mnkr", {"-5 mnkr=-5000000 SEK step 1000000 at-most"}},
                             {"en cykel 5 000 kr", {"5 000 kr=5000 SEK"}},
                             {"flicka 5 kr", {"5 kr=5 SEK"}}});
}

TEST(Amounts, BrokenOverLines) {
  ExpectRows(Kind::kAmount,
             {
                 {"815,6\nmiljoner kronor", {"815,6\nmiljoner kronor=815600000 SEK step 100000"}},
                 {"815,6 miljoner\nkronor", {"815,6 miljoner\nkronor=815600000 SEK step 100000"}},
                 {"1\n000 000 kr", {"1\n000 000 kr=1000000 SEK"}},
                 {"1 000\r\n000 kr", {"1 000\r\n000 kr=1000000 SEK"}},
                 {"500 kr\nper år", {"500 kr\nper år=500 SEK per year"}},
                 {"500 kr\r\n", {"500 kr=500 SEK"}},
             });
}

TEST(Amounts, RevisedAndNeighbours) {
  ExpectRows(
      Kind::kAmount,
      {
          {"568 154  568 690 tkr",
           {"568 154=568154000 SEK step 1000 shared", "568 690 tkr=568690000 SEK step 1000"}},
          {"568 154 568 690 tkr",
           {"568 154=568154000 SEK step 1000 shared", "568 690 tkr=568690000 SEK step 1000"}},
          {"2 009 2 012 kr", {"2 009=2009 SEK shared", "2 012 kr=2012 SEK"}},
          {"5 424 000 5 565 000 kr", {"5 424 000=5424000 SEK shared", "5 565 000 kr=5565000 SEK"}},
          {"2,5 (3,1) mnkr", {"2,5=2500000 SEK step 100000 shared", "(3,1) mnkr=3100000 SEK step 100000"}},
          {"tvåhundrafemtiotusen (250 000) kronor",
           {"tvåhundrafemtiotusen (250 000) kronor=250000 SEK step 1000"}},
          {"250 000 (tvåhundrafemtiotusen) kronor", {"250 000 (tvåhundrafemtiotusen) kronor=250000 SEK"}},
          {"12 kr 50 öre", {"12 kr=12 SEK", "50 öre=0.5 SEK step 0.01"}},
      });
  ExpectRows(Kind::kNumber, {{"12 500 000 11 200 000", {"12 500 000=12500000", "11 200 000=11200000"}}});
}

TEST(Amounts, NotMoney) {
  for (const char* text : {
           "2018",
           "år 2018",
           "§ 142",
           "§ 142/19",
           "RS 2019-0829",
           "Dnr 2019/00889",
           "tel 08-123 45 67",
           "0322-61 60 00",
           "Telefon: 0322 61 60 00",
           "+46 322 61 60 00",
           "441 81 Alingsås",
           "212000-1355",
           "Org nr 212000-1355",
           "bankgiro 123-4567",
           "4 (6)",
           "42(42)",
           "Sida 4 av 6",
           "2018-01-26",
           "26 januari 2018",
           "kl 13.00",
           "kl. 13.30\u201315.00",
           "13:30",
           "65 Ja mot 9 Nej",
           "5 ja-röster",
           "(2017:30)",
           "lagen (2017:30)",
           "17 kap. 6 § hälso- och sjukvårdslagen",
           "prop. 2018/19:96",
           "3,2 %",
           "12 personer",
           "5 miljoner invånare",
           "12 krav",
           "tabell 5",
           "A4",
           "Q1-2026",
           "1.2.3",
           "12",
           "12 500",
           "tkr 2019",
           "Belopp i tkr",
           "24/7",
           "personnummer 19121212-1212",
           "postnummer 441 81",
           "SOU 2016:2",
           "COVID-19",
           "SEK 2,5m",
       }) {
    ExpectRows(Kind::kAmount, {{text, {}}});
  }
}

TEST(Numbers, AreWhatIsNothingElse) {
  ExpectRows(std::nullopt, {
                               {"12 personer", {"number 12=12"}},
                               {"ca 2000 personer", {"number 2000=2000 about"}},
                               {"12,5", {"number 12,5=12.5 step 0.1"}},
                               {"-12,5", {"number -12,5=-12.5 step 0.1"}},
                               {"10\u201320 personer", {"number 10\u201320=10 to 20"}},
                               {"5 tusen personer", {"number 5 tusen=5000 step 1000"}},
                               {"tretusen personer", {"number tretusen=3000 step 1000"}},
                               {"65 Ja mot 9 Nej", {"number 65=65", "number 9=9"}},
                               {"A4 och H2O", {}},
                               {"4 (6)", {}},
                               {"Sida 3(12)", {}},
                               {"tel 08-123 45 67", {}},
                               {"1.2.3 Rubrik", {}},
                               {"kl 13.30", {}},
                               {"99999999999999999999", {}},
                               {"2:a plats", {}},
                               {"Skogen 1:98 och 1:109", {}},
                               {"klockan 9.15 \u2013 16.30", {}},
                               {"mellan kl. 16.48 och 16.53", {}},
                               {"09.50 \u2013 10.30", {}},
                               {"2016/2017:171 s. 167", {}},
                               {"en bok", {}},
                           });
}

TEST(Percents, InSignsAndWords) {
  ExpectRows(Kind::kPercent, {
                                 {"3,2%", {"3,2%=3.2 % step 0.1"}},
                                 {"0,60 %", {"0,60 %=0.6 % step 0.01"}},
                                 {"60 procent", {"60 procent=60 %"}},
                                 {"2 procentenheter", {"2 procentenheter=2 %"}},
                                 {"-2,1 %", {"-2,1 %=-2.1 % step 0.1"}},
                                 {"2\u20133 %", {"2\u20133 %=2 % to 3"}},
                                 {"ca 5 %", {"5 %=5 % about"}},
                                 {"hundra procent", {"hundra procent=100 %"}},
                                 {"100%-ig", {"100%=100 %"}},
                                 {"3 % per år", {"3 % per år=3 % per year"}},
                                 {"12 kr", {}},
                             });
}

}  // namespace
}  // namespace avstam::normalize

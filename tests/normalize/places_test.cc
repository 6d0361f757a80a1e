#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "tests/normalize/lexicon_for_tests.h"

namespace avstam::normalize {
namespace {

struct PlaceRow {
  const char* label;
  const char* code;
};

TEST(RegionCode, KnowsEveryFormOfEveryRegion) {
  const PlaceRow rows[] = {
      {"Stockholm", "01"},
      {"Uppsala", "03"},
      {"Sörmland", "04"},
      {"Östergötland", "05"},
      {"Jönköping", "06"},
      {"Kronoberg", "07"},
      {"Kalmar", "08"},
      {"Gotland", "09"},
      {"Blekinge", "10"},
      {"Skåne", "12"},
      {"Halland", "13"},
      {"Västra Götaland", "14"},
      {"Värmland", "17"},
      {"Örebro", "18"},
      {"Västmanland", "19"},
      {"Dalarna", "20"},
      {"Gävleborg", "21"},
      {"Västernorrland", "22"},
      {"Jämtland", "23"},
      {"Västerbotten", "24"},
      {"Norrbotten", "25"},
      {"Region Skåne", "12"},
      {"Skåne läns landsting", "12"},
      {"Landstinget Dalarna", "20"},
      {"Landstinget i Värmland", "17"},
      {"Landstinget i Uppsala län", "03"},
      {"Stockholms läns landsting", "01"},
      {"Norrbottens läns landsting", "25"},
      {"Västra Götalandsregionen", "14"},
      {"VGR", "14"},
      {"vgr", "14"},
      {"Region Jämtland Härjedalen", "23"},
      {"Jämtland/Härjedalen", "23"},
      {"Jämtland Härjedalen", "23"},
      {"Jämtlands läns landsting", "23"},
      {"Region Örebro län", "18"},
      {"Örebro län", "18"},
      {"Södermanland", "04"},
      {"Södermanlands län", "04"},
      {"Landstinget Sörmland", "04"},
      {"Region Sörmland", "04"},
      {"Gotlands kommun", "09"},
      {"Region Gotland", "09"},
      {"Region Kalmar län", "08"},
      {"Kalmar län", "08"},
      {"Region Jönköpings län", "06"},
      {"Blekinge läns landsting", "10"},
      {"Västra Götalands län", "14"},
      {"REGION SKÅNE", "12"},
      {"Region  Skåne:", "12"},
      {"Skåne *", "12"},
      {"Skåne 1)", "12"},
      {"Skåne\u00b9", "12"},
      {"Region Va\u0308rmland", "17"},
      {"12 Skåne", "12"},
      {"Skånes", "12"},
      {"Värmlands", "17"},
      {"Region Dalarnas", "20"},
      {"Västra Götalandsregionens", "14"},
  };
  for (const PlaceRow& row : rows) {
    EXPECT_EQ(TestNormalizer().RegionCode(row.label).value_or("none"), row.code) << row.label;
  }
}

TEST(RegionCode, OnlyALabelThatIsTheName) {
  for (const char* label :
       {"", "Summa", "Riket", "Region", "Skåne och Halland", "varav Skåne", "Stockholms stad",
        "Uppsala kommun", "Alingsås", "Are", "14 Skåne", "Skane", "Landstinget", "1", "s"}) {
    EXPECT_FALSE(TestNormalizer().RegionCode(label).has_value()) << label;
  }
}

TEST(MunicipalityCode, KnowsNamesAndTheirGenitives) {
  const PlaceRow rows[] = {
      {"Alingsås", "1489"},
      {"Alingsås kommun", "1489"},
      {"Lerums kommun", "1441"},
      {"Lerum", "1441"},
      {"Stockholms stad", "0180"},
      {"Malmö stad", "1280"},
      {"Göteborgs Stad", "1480"},
      {"Borås Stad", "1490"},
      {"Gotlands kommun", "0980"},
      {"Region Gotland", "0980"},
      {"Upplands Väsby kommun", "0114"},
      {"Upplands-Bro kommun", "0139"},
      {"Falu kommun", "2080"},
      {"Malung-Sälens kommun", "2023"},
      {"Växjö kommun", "0780"},
      {"Habo kommun", "0643"},
      {"Håbo kommun", "0305"},
      {"Östra Göinge kommun", "1256"},
      {"Lilla Edets kommun", "1462"},
      {"Lilla Edet", "1462"},
      {"Hjo kommun", "1497"},
      {"Åre kommun", "2321"},
      {"Marks kommun", "1463"},
      {"Höörs kommun", "1267"},
      {"Kils kommun", "1715"},
      {"Vårgårda kommun", "1442"},
      {"Kalmar kommun", "0880"},
      {"Heby kommun", "0331"},
      {"Knivsta kommun", "0330"},
      {"UMEÅ KOMMUN", "2480"},
      {"Lerums kommuns", "1441"},
      {"1441 Lerum", "1441"},
      {"Grums kommun", "1764"},
      {"Trelleborgs kommun", "1287"},
      {"Bodens kommun", "2582"},
  };
  for (const PlaceRow& row : rows) {
    EXPECT_EQ(TestNormalizer().MunicipalityCode(row.label).value_or("none"), row.code) << row.label;
  }
  for (const char* label : {"", "kommun", "Skåne", "Region Skåne", "Kommunen", "Grumss"}) {
    EXPECT_FALSE(TestNormalizer().MunicipalityCode(label).has_value()) << label;
  }
}

// SCB: 290 municipalities in 21 counties; the first two figures of a code are the county's.
TEST(Vocabulary, HasEveryMunicipalityOnceInItsCounty) {
  const std::map<std::string, size_t> expected = {
      {"01", 26}, {"03", 8},  {"04", 9},  {"05", 13}, {"06", 13}, {"07", 8},  {"08", 12},
      {"09", 1},  {"10", 5},  {"12", 33}, {"13", 6},  {"14", 49}, {"17", 16}, {"18", 12},
      {"19", 10}, {"20", 15}, {"21", 10}, {"22", 7},  {"23", 8},  {"24", 15}, {"25", 14}};
  rules::RuleSet rules = rules::RuleSet::Load(AVSTAM_SOURCE_DIR "/rules");
  std::map<std::string, std::set<std::string>> by_county;
  for (const PlaceName& place : rules.lexicon().municipalities)
    by_county[place.code.substr(0, 2)].insert(place.code);
  std::map<std::string, size_t> counted;
  for (const auto& [county, codes] : by_county) counted[county] = codes.size();
  EXPECT_EQ(counted, expected);
  std::set<std::string> regions;
  for (const PlaceName& place : rules.lexicon().regions) regions.insert(place.code);
  EXPECT_EQ(regions.size(), 21u);
  for (const auto& [county, count] : expected) EXPECT_TRUE(regions.contains(county)) << county;
}

}  // namespace
}  // namespace avstam::normalize

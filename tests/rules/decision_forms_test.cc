// The ways in which minutes and memos write a decision, each as a short paragraph of minutes; and what speaks
// of decisions without being one.
#include <gtest/gtest.h>

#include "tests/rules/corpus_case.h"
#include "tests/rules/minutes_builder.h"

namespace avstam::rules {
namespace {

// "decided Socialnämnden § 12 [a | b] -> approved", a line for each decision.
std::vector<std::string> Decisions(const std::vector<std::string>& lines) {
  const Reading reading = Interpreted(Typeset(lines));
  std::vector<std::string> out;
  for (const Decision& decision : reading.decisions) {
    std::string line = decision.kind + " " + (decision.body.empty() ? "?" : decision.body);
    for (const std::string& to : decision.addressees) line += " > " + to;
    if (decision.paragraph) line += " " + *decision.paragraph;
    line += " [";
    for (const DecisionItem& item : decision.items)
      line += (&item == &decision.items.front() ? "" : " | ") +
              (item.number.empty() ? "" : item.number + ": ") + item.text;
    line += "]";
    if (decision.outcome) line += " " + *decision.outcome;
    out.push_back(line);
  }
  return out;
}

struct Form {
  const char* name;
  std::vector<std::string> lines;
  std::vector<std::string> decisions;
};

// The head of the minutes that every form stands in.
std::vector<std::string> Minutes(const std::vector<std::string>& lines) {
  std::vector<std::string> out = {"#Sammanträdesprotokoll", "#Socialnämnden", "2026-04-14", "", ""};
  out.insert(out.end(), lines.begin(), lines.end());
  return out;
}

class DecisionForms : public ::testing::TestWithParam<Form> {};

TEST_P(DecisionForms, AreRead) { EXPECT_EQ(Decisions(Minutes(GetParam().lines)), GetParam().decisions); }

const Form kForms[] = {
    {"numbered_list_below_a_subject",
     {"#§ 12 Taxa för vatten", "", "#Beslut", "Socialnämnden beslutar", "1. att anta taxan,",
      "2. att taxan gäller från och med den 1 juli 2026."},
     {"decided Socialnämnden § 12 [1: att anta taxan, | 2: att taxan gäller från och med den 1 juli 2026.] "
      "approved"}},
    {"decision_last_below_its_own_heading",
     {"#§ 13 Lokal för öppenvård", "", "#Sammanfattning", "Hyresvärden har sagt upp avtalet om lokalen.", "",
      "#Socialnämndens beslut", "Ärendet återremitteras till förvaltningen."},
     {"decided Socialnämnden § 13 [Ärendet återremitteras till förvaltningen.] remitted"}},
    {"heading_without_verb_and_a_list",
     {"#§ 14 Bidrag till föreningar", "", "#Beslut", "1. Bidragen fördelas enligt förslaget.",
      "2. Förvaltningen får i uppdrag att följa upp dem.", "", "#Bakgrund", "Sex föreningar har sökt."},
     {"decided Socialnämnden § 14 [1: Bidragen fördelas enligt förslaget. | 2: Förvaltningen får i uppdrag "
      "att följa upp dem.] approved"}},
    {"clauses_one_to_a_line",
     {"#§ 15 Avgifter", "", "#Beslut", "Socialnämnden beslutar", "att höja avgiften till 300 kr, och",
      "att ändringen träder i kraft genast."},
     {"decided Socialnämnden § 15 [att höja avgiften till 300 kr, och | att ändringen träder i kraft "
      "genast.] "
      "approved"}},
    {"clauses_run_on_in_bold",
     {"#§ 16 Inköp", "", "#Beslut",
      "Socialnämnden beslutar *att* köpa tre fordon, *att* ge chefen rätt att teckna avtal samt *att*",
      "kostnaden tas ur investeringsramen."},
     {"decided Socialnämnden § 16 [att köpa tre fordon, | att ge chefen rätt att teckna avtal samt | att "
      "kostnaden tas ur investeringsramen.] approved"}},
    {"bullets",
     {"#§ 17 Riktlinjer", "", "#Beslut", "• Riktlinjerna antas.",
      "• De gamla riktlinjerna upphör att gälla."},
     {"decided Socialnämnden § 17 [Riktlinjerna antas. | De gamla riktlinjerna upphör att gälla.] approved"}},
    {"dashes",
     {"#§ 18 Val", "", "#Socialnämndens beslut", "– Bo Ek (M) väljs till ersättare.",
      "– Valet gäller till och med 2026."},
     {"decided Socialnämnden § 18 [Bo Ek (M) väljs till ersättare. | Valet gäller till och med 2026.] "
      "approved"}},
    {"passive_sentence",
     {"#§ 19 Dagordning", "", "#Beslut", "Dagordningen godkänns.", "", "#Bakgrund", "Ett ärende har utgått."},
     {"decided Socialnämnden § 19 [Dagordningen godkänns.] approved"}},
    {"one_sentence_with_its_subject",
     {"#§ 20 Information", "", "#Beslut",
      "Socialnämnden beslutar att lägga informationen till handlingarna."},
     {"decided Socialnämnden § 20 [Socialnämnden beslutar att lägga informationen till handlingarna.] "
      "noted"}},
    {"chain_of_addressees",
     {"#§ 21 Reglemente", "", "#Beslut",
      "Socialnämnden beslutar föreslå kommunstyrelsen föreslå kommunfullmäktige besluta", "1. Att anta",
      "reglementet."},
     {"proposed Socialnämnden > kommunstyrelsen > kommunfullmäktige § 21 [1: Att anta reglementet.] "
      "approved"}},
    {"own_decision_and_proposal_under_one_heading",
     {"#§ 22 Anslag", "", "#Beslut", "Socialnämnden föreslår kommunfullmäktige besluta",
      "1. Att bevilja nämnden 500 000 kronor.", "", "Socialnämnden beslutar för egen del",
      "2. Att ge förvaltningen i uppdrag att börja arbetet."},
     {"proposed Socialnämnden > kommunfullmäktige § 22 [1: Att bevilja nämnden 500 000 kronor.] approved",
      "decided Socialnämnden § 22 [2: Att ge förvaltningen i uppdrag att börja arbetet.] approved"}},
    {"proposal_and_decision_in_the_same_words",
     {"#§ 23 Budget", "", "#Förslag till beslut", "Socialnämnden beslutar", "1. att godkänna budgeten.", "",
      "#Beslut", "Socialnämnden beslutar", "1. att godkänna budgeten."},
     {"proposed Socialnämnden § 23 [1: att godkänna budgeten.] approved",
      "decided Socialnämnden § 23 [1: att godkänna budgeten.] approved"}},
    {"item_over_a_page_within_a_word",
     {"#§ 24 Avtal", "", "#Beslut", "Socialnämnden beslutar", "1. att godkänna det avtal som tjänste-", "\f",
      "skrivelsen beskriver,", "2. att säga upp det gamla."},
     {"decided Socialnämnden § 24 [1: att godkänna det avtal som tjänsteskrivelsen beskriver, | 2: att säga "
      "upp det gamla.] approved"}},
};

INSTANTIATE_TEST_SUITE_P(Minutes, DecisionForms, ::testing::ValuesIn(kForms),
                         [](const auto& form) { return form.param.name; });

struct Mention {
  const char* name;
  std::vector<std::string> lines;
};

class Mentions : public ::testing::TestWithParam<Mention> {};

TEST_P(Mentions, AreNoDecisions) {
  EXPECT_EQ(Decisions(Minutes(GetParam().lines)), std::vector<std::string>());
}

const Mention kMentions[] = {
    {"an_earlier_meeting",
     {"#§ 31 Uppföljning", "", "#Bakgrund", "Socialnämnden beslutade i juni att spara 2 mkr under året.",
      "Kommunfullmäktige beslutade den 3 mars, § 44, att minska ramen."}},
    {"a_law",
     {"#§ 32 Delegation", "", "#Sammanfattning", "Enligt 6 kap. 37 § kommunallagen får en nämnd besluta",
      "att uppdra åt presidiet att besluta på nämndens vägnar."}},
    {"a_table_of_contents",
     {"#Innehåll", "§ 41 Val av justerare", "§ 42 Taxa för vatten", "§ 43 Beslut om budget"}},
    {"what_a_motion_wants",
     {"#§ 33 Motion om buss", "", "#Ärendebeskrivning", "Anna Berg (S) föreslår i en motion",
      "att kommunen utreder en busslinje, och", "att kommunfullmäktige avsätter 1 mkr."}},
};

INSTANTIATE_TEST_SUITE_P(Minutes, Mentions, ::testing::ValuesIn(kMentions),
                         [](const auto& mention) { return mention.param.name; });

// ---- Around decisions ----

Reading ReadLines(const std::vector<std::string>& lines) { return Interpreted(Typeset(Minutes(lines))); }

TEST(AroundDecisions, MotionsVotesAndReservationsBelongToTheDecisionTheyAreAbout) {
  const Reading reading =
      ReadLines({"#§ 51 Taxa",
                 "",
                 "#Förslag till beslut",
                 "Socialnämnden beslutar att höja taxan.",
                 "",
                 "#Yrkanden",
                 "Anna Berg (S) yrkar bifall till förslaget.",
                 "Bo Ek (M) yrkar avslag. Cia Dal (KD) instämmer.",
                 "",
                 "#Omröstning",
                 "Ja-röst för bifall till förslaget. Med 8 ja-röster mot 3 nej-röster och 1 som avstår",
                 "bifaller nämnden förslaget.",
                 "",
                 "#Beslut",
                 "Taxan höjs.",
                 "",
                 "#Reservation",
                 "Bo Ek (M) och Cia Dal (KD) reserverar sig mot beslutet.",
                 "",
                 "#Beslutet skickas till",
                 "Ekonomichefen, kommunstyrelsen"});
  ASSERT_EQ(reading.decisions.size(), 2u);
  EXPECT_TRUE(reading.decisions[0].motions.empty());
  const Decision& decided = reading.decisions[1];
  EXPECT_EQ(decided.kind, "decided");
  std::vector<std::string> motions;
  for (const Motion& motion : decided.motions)
    motions.push_back(motion.person + " (" + motion.party + "): " + motion.text);
  EXPECT_EQ(motions, (std::vector<std::string>{"Anna Berg (S): bifall till förslaget.", "Bo Ek (M): avslag.",
                                               "Cia Dal (KD): avslag."}));
  ASSERT_EQ(decided.votes.size(), 1u);
  EXPECT_EQ(decided.votes[0].yes, 8);
  EXPECT_EQ(decided.votes[0].no, 3);
  EXPECT_EQ(decided.votes[0].abstain, 1);
  EXPECT_EQ(decided.votes[0].yes_means, "bifall till förslaget");
  ASSERT_EQ(decided.reservations.size(), 1u);
  EXPECT_EQ(decided.reservations[0].persons, (std::vector<std::string>{"Bo Ek", "Cia Dal"}));
  EXPECT_EQ(decided.reservations[0].parties, (std::vector<std::string>{"M", "KD"}));
  EXPECT_EQ(decided.recipients, (std::vector<std::string>{"Ekonomichefen", "kommunstyrelsen"}));
}

TEST(AroundDecisions, LabelsHalfwayDownAGroupOfNamesAreTheirs) {
  const Reading reading =
      ReadLines({"Plats och tid   Rådhuset, klockan 9.00", "",
                 "                               Anna Berg (S), ordförande",
                 "Beslutande   Bo Ek (M), ersätter Ulf By (M)", "                               Cia Dal (KD)",
                 "", "", "#§ 61 Dagordning", "", "#Beslut", "Dagordningen godkänns."});
  std::vector<std::string> got;
  for (const Attendee& a : reading.attendance) got.push_back(a.name + " (" + a.party + ") " + a.role);
  EXPECT_EQ(got, (std::vector<std::string>{"Anna Berg (S) member", "Bo Ek (M) serving-deputy",
                                           "Cia Dal (KD) member"}));
}

TEST(ParagraphSequence, TellsGapsDoublesAndWhatIsAnnounced) {
  auto messages = [](const std::vector<std::string>& lines) {
    std::vector<std::string> out;
    for (const Check& check : ReadLines(lines).checks)
      if (check.rule == "paragraph-sequence")
        out.push_back(std::string(StatusName(check.status)) + ": " + check.message);
    return out;
  };
  auto paragraph = [](const std::string& number) {
    return std::vector<std::string>{
        "", "#§ " + number + " Ärende " + number, "", "#Beslut", "Ärendet bordläggs.", ""};
  };
  auto all = [&](const std::string& announced, const std::vector<std::string>& numbers) {
    std::vector<std::string> lines = {"Beslutande   Anna Berg (S), ordförande", "Paragrafer   " + announced,
                                      ""};
    for (const std::string& number : numbers)
      for (const std::string& line : paragraph(number)) lines.push_back(line);
    return lines;
  };
  EXPECT_EQ(messages(all("§§ 7–9", {"7", "8", "9"})),
            std::vector<std::string>{"ok: §§ 7–9: all there, as announced"});
  EXPECT_EQ(messages(all("§§ 7–9", {"7", "9"})),
            std::vector<std::string>{"mismatch: § 8 is missing before § 9 on page 1"});
  EXPECT_EQ(messages(all("§§ 7–10", {"7", "8", "9"})),
            std::vector<std::string>{"mismatch: § 10 is announced on page 1 and missing"});
  EXPECT_EQ(messages(all("§§ 7–8", {"7", "8", "8"})),
            std::vector<std::string>{"mismatch: § 8 stands twice, on pages 1 and 1"});
}

}  // namespace
}  // namespace avstam::rules

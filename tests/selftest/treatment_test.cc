// Treatments: the same seed gives the same text, they change the text, and they apply only where they are defined.
#include "selftest/treatment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "selftest/words.h"
#include "text/utf8.h"

namespace penumbra::selftest {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;

struct Name {
  const char* text;
  PartyKind kind;
};

// Invented parties.
constexpr Name kNames[] = {{"Nicolas PRIMERO MUESTRAS", PartyKind::kPerson},
                           {"Sergey Viktorovich PRIMEROV", PartyKind::kPerson},
                           {"PRIMEROV, Sergey Viktorovich", PartyKind::kPerson},
                           {"Robert James EXAMPLETON", PartyKind::kPerson},
                           {"Muhammad Ahmad AL-TIKRITI", PartyKind::kPerson},
                           {"Salman bin Khalid al-Mithali", PartyKind::kPerson},
                           {"Иван Петрович Примеров", PartyKind::kPerson},
                           {"Γιώργος Παραδειγμόπουλος", PartyKind::kPerson},
                           {"이보기", PartyKind::kPerson},
                           {"王小明", PartyKind::kPerson},
                           {"سلمان المثالي", PartyKind::kPerson},
                           {"ORBITA TEKHNIKA TRADING COMPANY LLC", PartyKind::kOrganisation},
                           {"First Sample Bank of Exampleland", PartyKind::kOrganisation},
                           {"SAMPLE STAR III", PartyKind::kVessel},
                           {"X", PartyKind::kPerson},
                           {"17", PartyKind::kOther},
                           {"", PartyKind::kOther}};

std::optional<std::string> by(std::string_view key, const char* name, PartyKind kind, std::uint64_t seed = 1) {
  const std::size_t place = treatment_of(key).value();
  return treated(name, kind, {&place, 1}, seed);
}

std::set<std::string> all_of(std::string_view key, const char* name, PartyKind kind) {
  std::set<std::string> out;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    if (const auto text = by(key, name, kind, base::mixed(seed + 1))) out.insert(*text);
  }
  return out;
}

TEST(Treatment, HasDistinctKeysAndKnowsThem) {
  std::set<std::string_view> keys;
  for (std::size_t i = 0; i < treatments().size(); ++i) {
    EXPECT_TRUE(keys.insert(treatments()[i].key).second) << treatments()[i].key;
    EXPECT_EQ(treatment_of(treatments()[i].key), i);
  }
  EXPECT_EQ(treatments().front().key, "unchanged");
  EXPECT_FALSE(treatment_of("nonsense").has_value());
}

TEST(Treatment, ChangesTheTextAndIsTheSameForTheSameSeed) {
  std::vector<std::size_t> applied(treatments().size());
  for (const Name& name : kNames) {
    for (std::size_t place = 0; place < treatments().size(); ++place) {
      if (treatments()[place].bounded) continue;
      for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const auto once = treated(name.text, name.kind, {&place, 1}, base::mixed(seed));
        EXPECT_EQ(once, treated(name.text, name.kind, {&place, 1}, base::mixed(seed)));
        if (!once) continue;
        ++applied[place];
        EXPECT_TRUE(text::is_valid_utf8(*once)) << treatments()[place].key << ": " << name.text;
        if (place > 0) {
          EXPECT_NE(*once, name.text) << treatments()[place].key;
        }
      }
    }
  }
  for (std::size_t place = 0; place < treatments().size(); ++place) {
    if (!treatments()[place].bounded) {
      EXPECT_GT(applied[place], 0u) << treatments()[place].key;
    }
  }
}

TEST(Treatment, LeavesUnchangedNamesAsTheyAre) {
  EXPECT_EQ(by("unchanged", "  odd   SPACING ", PartyKind::kOther), "  odd   SPACING ");
}

TEST(Treatment, LeavesEmptyNamesAlone) {
  for (const char* name : {"", "   ", "\u00A0"}) {
    for (std::size_t place = 1; place < treatments().size(); ++place) {
      EXPECT_FALSE(treated(name, PartyKind::kPerson, {&place, 1}, 1).has_value()) << treatments()[place].key;
    }
  }
}

TEST(Treatment, KeepsWhatTellsAPartyApart) {
  // The family name and the first given name stay.
  EXPECT_EQ(all_of("missing", "Sergey Viktorovich PRIMEROV", PartyKind::kPerson),
            (std::set<std::string>{"Sergey PRIMEROV"}));
  EXPECT_TRUE(all_of("missing", "Sergey PRIMEROV", PartyKind::kPerson).empty());
  EXPECT_TRUE(all_of("missing", "Salman bin Khalid al-Mithali", PartyKind::kPerson).empty());
  EXPECT_EQ(all_of("missing", "Ali Abdul Rahman PRIMEROV", PartyKind::kPerson).size(), 0u) << "half a name";
  EXPECT_EQ(all_of("missing", "ORBITA TEKHNIKA TRADING COMPANY LLC", PartyKind::kOrganisation),
            (std::set<std::string>{"ORBITA TEKHNIKA COMPANY LLC"}));
  EXPECT_EQ(all_of("initials", "Sergey Viktorovich PRIMEROV", PartyKind::kPerson),
            (std::set<std::string>{"S V PRIMEROV", "S. V. PRIMEROV", "Sergey V PRIMEROV", "Sergey V. PRIMEROV"}));
  EXPECT_TRUE(all_of("initials", "Mohammed ALI", PartyKind::kPerson).empty());
  EXPECT_TRUE(all_of("initials", "SAMPLE STAR III", PartyKind::kVessel).empty());
}

TEST(Treatment, MovesNoFathersName) {
  EXPECT_TRUE(all_of("reversed", "Khalid bin Salman", PartyKind::kPerson).empty());
  EXPECT_EQ(all_of("reversed", "Salman bin Khalid al-Mithali", PartyKind::kPerson),
            (std::set<std::string>{"al-Mithali Salman bin Khalid", "al-Mithali, Salman bin Khalid"}));
  EXPECT_EQ(all_of("reversed", "PRIMEROV, Sergey", PartyKind::kPerson), (std::set<std::string>{"Sergey PRIMEROV"}));
  EXPECT_EQ(all_of("reversed", "Maria de la MUESTRA", PartyKind::kPerson).count("MUESTRA Maria de la"), 1u);
  EXPECT_EQ(all_of("reversed", "Ursula von der Muster", PartyKind::kPerson).count("von der Muster Ursula"), 1u);
  EXPECT_TRUE(all_of("reversed", "SAMPLE STAR", PartyKind::kVessel).empty()) << "another ship";
}

TEST(Treatment, NeedsLettersForWhatItTakesAway) {
  EXPECT_TRUE(all_of("typo", "ALI", PartyKind::kPerson).empty());
  EXPECT_TRUE(all_of("typo", "Al Wu", PartyKind::kPerson).empty());
  EXPECT_FALSE(all_of("typo", "PRIMEROV", PartyKind::kPerson).empty());
  EXPECT_TRUE(all_of("typo-2", "Ivan PRIME", PartyKind::kPerson).empty());
  EXPECT_GT(letters_needed(2), letters_needed(1));
  EXPECT_EQ(letters_needed(0), 0u);
}

TEST(Treatment, SlipsOnceOrTwice) {
  for (const std::string& text : all_of("typo", "Primerov", PartyKind::kPerson)) {
    const auto size = decoded(text).size();
    EXPECT_THAT(size, AnyOf(7u, 8u, 9u)) << text;
  }
}

TEST(Treatment, WritesByPublishedSystems) {
  const auto latin = [](const char* word, bool second = false) { return encoded(romanised(decoded(word), second)); };
  EXPECT_EQ(latin("Примеров"), "primerov");
  EXPECT_EQ(latin("Еськов"), "yeskov");
  EXPECT_EQ(latin("Еськов", true), "eskov");
  EXPECT_EQ(latin("Щукин"), "shchukin");
  EXPECT_EQ(latin("Γεώργιος"), "georgios");
  EXPECT_EQ(latin("Παπαδόπουλος"), "papadopoulos");
  EXPECT_EQ(latin("ბერიძე", true), "beridze");
  EXPECT_EQ(latin("Պետրոսյան", true), "petrosyan");
  EXPECT_EQ(latin("보기"), "bogi");
  EXPECT_EQ(latin("王"), "");
  const auto russian = [](const char* word) { return encoded(cyrillic_of(decoded(word))); };
  EXPECT_EQ(russian("sergey"), "сергей");
  EXPECT_EQ(russian("dmitry"), "дмитрий");
  EXPECT_EQ(russian("shchukin"), "щукин");
  EXPECT_EQ(russian("nikolai"), "николай");
  EXPECT_EQ(russian("yuryev"), "юрьев");
  EXPECT_EQ(russian("maxwell"), "");
  EXPECT_EQ(by("script", "Sergey PRIMEROV", PartyKind::kPerson), "Сергей ПРИМЕРОВ");
  EXPECT_FALSE(by("script", "Robert EXAMPLETON", PartyKind::kPerson).has_value()) << "not a Russian name";
  EXPECT_FALSE(by("script", "ORBITA PRIMEROV", PartyKind::kOrganisation).has_value());
  EXPECT_EQ(by("script", "Muhammad Ahmad AL-TIKRITI", PartyKind::kPerson), "محمد أحمد التكريتي");
}

TEST(Treatment, GrowsToAMegabyteAndNoFurther) {
  for (const char* key : {"padding-large", "flood"}) {
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
      const auto text = by(key, "Sergey PRIMEROV", PartyKind::kPerson, base::mixed(seed + 3));
      ASSERT_TRUE(text.has_value());
      EXPECT_THAT(*text, HasSubstr("Sergey PRIMEROV"));
      EXPECT_LE(text->size(), (std::size_t{1} << 20) + 100);
    }
  }
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const auto text = by("padding", "Sergey PRIMEROV", PartyKind::kPerson, base::mixed(seed + 3));
    EXPECT_LE(text.value().size(), 2048u * 3 + 20);
  }
}

TEST(Treatment, ComposesInOneOrder) {
  const std::size_t three[] = {treatment_of("reversed").value(), treatment_of("typo").value(),
                               treatment_of("case").value()};
  const auto text = treated("Sergey Viktorovich PRIMEROV", PartyKind::kPerson, three, 5);
  ASSERT_TRUE(text.has_value());
  EXPECT_NE(*text, "PRIMEROV Sergey Viktorovich");
  EXPECT_FALSE(compatible(treatment_of("typo").value(), treatment_of("typo").value()));
  EXPECT_FALSE(compatible(treatment_of("initials").value(), treatment_of("nickname").value()));
  EXPECT_FALSE(compatible(treatment_of("nickname").value(), treatment_of("initials").value()));
  EXPECT_FALSE(compatible(treatment_of("flood").value(), treatment_of("case").value()));
  EXPECT_TRUE(compatible(treatment_of("homoglyph").value(), treatment_of("typo").value()));
}

TEST(Words, HasItsSections) {
  EXPECT_FALSE(word_groups("nickname").empty());
  EXPECT_TRUE(word_groups("no such section").empty());
  EXPECT_TRUE(has_word("generic", "company"));
  EXPECT_THAT(stand_ins("nickname", "robert"), ::testing::Contains("bob"));
  EXPECT_TRUE(stand_ins("nickname", "zzz").empty());
}

TEST(Letters, FindsTheWritingOfAName) {
  const auto of = [](const char* text) { return writing_of(std::u32string_view(decoded(text))); };
  EXPECT_EQ(of("Sample"), Writing::kLatin);
  EXPECT_EQ(of("Пример"), Writing::kCyrillic);
  EXPECT_EQ(of("Пример Sample"), Writing::kMixed);
  EXPECT_EQ(of("17"), Writing::kNone);
  EXPECT_EQ(word_for_word("PRIMEROV, Sergey"), word_for_word("sergey  Primerov"));
  EXPECT_NE(word_for_word("Sergey Primerov"), word_for_word("Sergei Primerov"));
}

}  // namespace
}  // namespace penumbra::selftest

#include "match/sounds.h"

#include <gtest/gtest.h>

#include "match/relate.h"
#include "names/name.h"

namespace penumbra::match {
namespace {

bool meet(std::string_view latin, std::string_view native) {
  const names::Name x = names::analyze(latin, names::NameType::kPerson);
  const names::Name y = names::analyze(native, names::NameType::kPerson);
  const SoundCodes a = sound_codes(x, x.parts[0]);
  const SoundCodes b = sound_codes(y, y.parts[0]);
  EXPECT_EQ(share_sound(a, b), share_sound(b, a));
  return share_sound(a, b);
}

TEST(Sounds, SpellingsOfOneNameMeet) {
  EXPECT_TRUE(meet("Wagner", "Вагнер"));
  EXPECT_TRUE(meet("Yukic", "Юкич"));
  EXPECT_TRUE(meet("Gino", "Джино"));
  EXPECT_TRUE(meet("Ahmad", "アフマド"));
  EXPECT_TRUE(meet("Martin", "マーティン"));
  EXPECT_TRUE(meet("Putin", "プーチン"));
  EXPECT_TRUE(meet("Garcia", "加西亚"));
  EXPECT_TRUE(meet("Ivanov", "伊万诺夫"));
  EXPECT_TRUE(meet("Harvard", "하버드"));
}

TEST(Sounds, OtherNamesDoNot) {
  EXPECT_FALSE(meet("Wagner", "Петров"));
  EXPECT_FALSE(meet("Martin", "マイケル"));
  EXPECT_FALSE(meet("Ali", "Алмаз"));
}

TEST(Sounds, CodesAreFewAndDiffer) {
  for (const std::string_view word :
       {"georgechurchwright", "jch", "a", "", "wwwww", "cgcgcgcgcgcgcgcgcgcgcgcgcgcgcgcgcg"}) {
    const SoundCodes codes = sound_codes(word, Channel::kLatin);
    EXPECT_LE(codes.count, kMostSoundCodes);
    for (std::size_t i = 0; i < codes.count; ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        EXPECT_NE(codes.codes[i], codes.codes[j]) << word;
      }
    }
  }
  EXPECT_EQ(sound_codes("aeiou", Channel::kLatin).count, 0U);
  EXPECT_EQ(sound_codes("sampleton", Channel::kCyrillic).count, 1U);
}

TEST(Sounds, NumbersInitialsAndSingleCharactersHaveNone) {
  const names::Name initial = names::analyze("K. Sampleton", names::NameType::kPerson);
  EXPECT_EQ(sound_codes(initial, initial.parts[0]).count, 0U);
  const names::Name surname = names::analyze("张伟明", names::NameType::kPerson);
  ASSERT_EQ(surname.parts.size(), 2U);
  EXPECT_EQ(sound_codes(surname, surname.parts[0]).count, 0U);
  EXPECT_GT(sound_codes(surname, surname.parts[1]).count, 0U);
}

// What meets by sound is near: an index finds it by equality.
TEST(Sounds, WhatMeetsIsNotFar) {
  const names::Name x = names::analyze("Froissart", names::NameType::kPerson);
  const names::Name y = names::analyze("Фруассарт", names::NameType::kPerson);
  const PartRelation relation = relate(x, x.parts[0], y, y.parts[0]);
  EXPECT_EQ(relation.relation, Relation::kSkeleton);
  EXPECT_FALSE(relation.far);
  EXPECT_TRUE(relation.anchored);
}

TEST(Sounds, WhatGoesTogetherInALanguage) {
  const auto meet = [](std::string_view latin, std::string_view other, Channel channel) {
    return share_sound(sound_codes(latin, Channel::kLatin), sound_codes(other, channel));
  };
  EXPECT_TRUE(meet("marjanovic", "maryanufitsh", Channel::kArabic));  // c and j of the southern Slavs
  EXPECT_TRUE(meet("ellsworth", "elsuwosu", Channel::kHangul));       // th and r of the English
  EXPECT_TRUE(meet("woodbridge", "vdvridj", Channel::kHebrew));
  EXPECT_TRUE(meet("nollet", "nuolai", Channel::kHan));  // ends of the French
  EXPECT_TRUE(meet("campillo", "kangpiyo", Channel::kHangul));
  EXPECT_TRUE(meet("hibbert", "xibote", Channel::kHan));
  EXPECT_TRUE(meet("bieberbach", "bibobahu", Channel::kHangul));
  EXPECT_FALSE(meet("nollet", "koruto", Channel::kKana));
}

}  // namespace
}  // namespace penumbra::match

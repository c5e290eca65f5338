// A name does not depend on the names that the thread analysed before it, nor on what the result held.
#include <random>
#include <thread>

#include "names/name.h"
#include "text/utf8.h"

namespace penumbra::names {
namespace {

constexpr const char* kNames[] = {
    "PETROV, Nikolai Ivanovich",
    "Example Trading Limited Liability Company",
    "Limted Liability Compny Example Holdings of Cyprus",
    "Sheikh Abdul Aziz bin Abdulrahman al-Example, Jr.",
    "ООО «Пример Строй»",
    "Обшество с ограниченной ответственностью Пример",
    "شركة المثال للتجارة",
    "עמותת הדוגמה",
    "示例贸易有限公司",
    "王小明",
    // One given name beside surnames of several languages, and alone: what it is read as depends on them.
    "山本清司",
    "王清司",
    "清司",
    "林 清司",
    "司 清",
    "김영희",
    "영희",
    "Иван 清司",
    "예시무역 주식회사",
    "タナカ・イチロー",
    "राम प्रसाद उदाहरण",
    "Straße Größe İstanbul ﬁnance Ⅷ",
    "A.B.C. S/A No. 3 & Sons 1st",
    "Ig0r Pеtrov",
    "o\u0323\u0308\u0301\u0300\u0302\u0303 \u202Eabc\u200B",
    "\xFF\xC0 broken",
    "Antidisestablishmentarianismantidisestablishmentarianismantidisestablishmentarianism",
    "",
    " ,.-/'",
};

bool operator==(const Slice& a, const Slice& b) {
  return a.at == b.at && a.size == b.size;
}

void expect_equal(const Name& a, const Name& b) {
  EXPECT_EQ(a.original, b.original);
  EXPECT_EQ(a.pool, b.pool);
  EXPECT_EQ(a.type, b.type);
  EXPECT_EQ(a.incomplete, b.incomplete);
  EXPECT_EQ(a.tricks, b.tricks);
  EXPECT_TRUE(a.joined == b.joined);
  ASSERT_EQ(a.parts.size(), b.parts.size());
  for (std::size_t i = 0; i < a.parts.size(); ++i) {
    const Part& x = a.parts[i];
    const Part& y = b.parts[i];
    EXPECT_EQ(std::tie(x.hash, x.letters, x.group, x.classes, x.weight, x.kind, x.flags, x.frequency, x.gap,
                       x.class_bits, x.reading_bits),
              std::tie(y.hash, y.letters, y.group, y.classes, y.weight, y.kind, y.flags, y.frequency, y.gap,
                       y.class_bits, y.reading_bits));
    EXPECT_TRUE(x.latin == y.latin && x.fold == y.fold && x.skeleton == y.skeleton && x.native == y.native &&
                x.readings == y.readings);
  }
}

NameType type_of(std::size_t i) {
  return static_cast<NameType>(i % 5);
}

// Analysed by a thread that has analysed nothing before.
Name afresh(std::string_view text, NameType type) {
  Name out;
  std::thread([&] { out = analyze(text, type); }).join();
  return out;
}

TEST(Reuse, AnswersDoNotDependOnWhatCameBefore) {
  std::vector<std::string> texts(std::begin(kNames), std::end(kNames));
  // Long ones, and ones of every limit: what they leave behind must not show.
  texts.push_back(std::string(kMaxNameBytes + 7, 'x'));
  std::string many;
  for (int i = 0; i < 70; ++i) {
    many += "Abdulaziz-" + std::string(kNames[static_cast<std::size_t>(i) % std::size(kNames)]) + " ";
  }
  texts.push_back(many);
  std::mt19937 random(7);
  for (int i = 0; i < 60; ++i) {
    std::string text;
    for (std::size_t k = 0, length = 1 + random() % 40; k < length; ++k) {
      text::append(text, random() % 3 == 0 ? U' ' : static_cast<char32_t>(random() % 0x3100));
    }
    texts.push_back(text);
  }
  std::vector<Name> expected;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    for (std::size_t type = 0; type < 5; ++type) {
      expected.push_back(afresh(texts[i], type_of(type)));
    }
  }
  Name reused;
  for (int round = 0; round < 2000; ++round) {
    const std::size_t i = random() % expected.size();
    analyze_into(texts[i / 5], type_of(i), reused);
    expect_equal(reused, expected[i]);
    expect_equal(analyze(texts[i / 5], type_of(i)), expected[i]);
    if (HasFailure()) {
      FAIL() << texts[i / 5];
    }
  }
}

}  // namespace
}  // namespace penumbra::names

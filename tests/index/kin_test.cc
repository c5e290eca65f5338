#include "index/kin.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "index/build.h"
#include "index/name_index.h"
#include "index/near.h"
#include "index/search.h"
#include "match/relate.h"
#include "reference/alter.h"
#include "reference/invented.h"
#include "store/container.h"

namespace penumbra::index {
namespace {

constexpr std::uint64_t kSubject = 5;

NameIndex opened(const std::string& bytes) {
  return NameIndex::open(bytes, "kin.idx", kSubject).value();
}

std::vector<model::Entity> list() {
  return reference::invented_list(500, 31);
}

// The same index without kin: its searches go by keys alone.
std::string without_kin(const std::string& bytes) {
  const auto view = store::ContainerView::open(bytes, store::ContainerKind::kNames, kIndexFormat, "x").value();
  store::ContainerWriter writer(store::ContainerKind::kNames, kIndexFormat);
  for (std::uint32_t section = kHeadSection; section <= kLastSection; ++section) {
    const bool of_kin = section == kSlotsSection || section == kKinStartsSection || section == kKinSection;
    writer.add(section, of_kin ? std::string() : std::string(view.section(section).value()));
  }
  return std::move(writer).finish();
}

TEST(Kin, HoldsAllThatIsNear) {
  const std::string bytes = build(list(), kSubject).value();
  const NameIndex index = opened(bytes);
  ASSERT_TRUE(index.has_kin());
  std::size_t known = 0;
  std::size_t near = 0;
  for (std::uint32_t t = 0; t < index.term_count(); ++t) {
    names::Part p;
    const names::NameView x = index.term(t, p);
    const std::uint32_t same = index.known_term(index.packed(t), hash_of_packed(index.packed(t)));
    if (!may_have_kin(p)) {
      EXPECT_EQ(same, index.term_count());
      continue;
    }
    ASSERT_EQ(same, t) << x.latin(p);
    ++known;
    const auto kin = index.kin(t);
    for (std::uint32_t u = 0; u < index.term_count(); ++u) {
      names::Part q;
      const names::NameView y = index.term(u, q);
      if (q.weight == 0) continue;
      const match::PartRelation said = match::relate(x, p, y, q);
      if (said.relation == match::Relation::kNone || said.far) continue;
      ++near;
      EXPECT_TRUE(std::any_of(kin.begin(), kin.end(), [&](std::uint32_t one) { return (one & kKinTerm) == u; }))
          << x.latin(p) << " " << y.latin(q);
    }
  }
  EXPECT_GT(known, 200U);
  EXPECT_GT(near, 2 * known);
}

TEST(Kin, ChangesNoAnswer) {
  const auto entities = list();
  const std::string bytes = build(entities, kSubject).value();
  const std::string plain = without_kin(bytes);
  const NameIndex index = opened(bytes);
  const NameIndex by_keys = opened(plain);
  ASSERT_FALSE(by_keys.has_kin());
  Searcher searcher;
  reference::Random random(8);
  std::size_t matches = 0;
  for (int i = 0; i < 3000; ++i) {
    const model::Entity& entity = entities[random.below(entities.size())];
    const auto names = model::names_of(entity);
    std::string text(names[random.below(names.size())].text);
    for (std::size_t times = random.below(3); times > 0; --times) {
      text =
          reference::alter(text, static_cast<reference::Alteration>(random.below(reference::kAlterationCount)), random);
    }
    const auto type = random.below(2) == 0 ? names::NameType::kAny : names::NameType::kPerson;
    const PreparedQuery query = prepare(text, type);
    SearchLimits limits;
    if (random.below(4) == 0) limits.kinds = of_type(names::NameType::kPerson);
    std::vector<NameMatch> found;
    std::vector<NameMatch> wanted;
    searcher.search(index, query, 7000, limits, found);
    searcher.search(by_keys, query, 7000, limits, wanted);
    matches += wanted.size();
    ASSERT_TRUE(std::equal(found.begin(), found.end(), wanted.begin(), wanted.end(), [](auto& a, auto& b) {
      return a.name == b.name && a.points == b.points;
    })) << text;
  }
  EXPECT_GT(matches, 3000U);
}

// Thousands of words one edit from each other: they are left to their keys, and found by them.
TEST(Kin, IsBoundedWhereAllWordsAreAlike) {
  std::vector<std::string> words;
  std::string word = "zamoraqu";
  for (std::size_t at = 0; at < word.size(); ++at) {
    for (std::size_t other = at + 1; other < word.size(); ++other) {
      for (char a = 'a'; a <= 'z'; ++a) {
        std::string changed = word;
        changed[at] = a;
        changed[other] = static_cast<char>('a' + (a - 'a' + 7 * static_cast<int>(at + other)) % 26);
        words.push_back(changed);
      }
    }
  }
  std::vector<NameInput> names;
  for (std::size_t i = 0; i < words.size(); ++i) {
    names.push_back({words[i], names::NameType::kOrganisation, static_cast<std::uint32_t>(i), 0, false});
  }
  const std::string bytes = build_names(names, static_cast<std::uint32_t>(names.size()), kSubject, 2).value();
  const NameIndex index = opened(bytes);
  for (std::uint32_t t = 0; t < index.term_count(); ++t) EXPECT_LE(index.kin(t).size(), kMostKin);
  Searcher searcher;
  std::vector<NameMatch> found;
  searcher.search(index, prepare(words[100], names::NameType::kOrganisation), 9000, {}, found);
  EXPECT_FALSE(found.empty());
}

}  // namespace
}  // namespace penumbra::index

// Keys lose nothing: whatever two parts say of each other, a key of the one is a key of the other.

#include "index/keys.h"
#include "index/each_of_tag.h"
#include "index/find_held.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "index/name_lists.h"
#include "match/anchors.h"
#include "match/distance.h"
#include "match/relate.h"
#include "reference/alter.h"
#include "reference/invented.h"

namespace penumbra::index {
namespace {

using reference::Random;

bool share_key(Keys a, Keys b) {
  std::sort(a.begin(), a.end());
  return std::any_of(b.begin(), b.end(),
                     [&](std::uint64_t key) { return std::binary_search(a.begin(), a.end(), key); });
}

bool share_key(const Keys& filed, const JoinedKeys& asked) {
  return std::any_of(asked.begin(), asked.end(), [&](const JoinedKey& joined) {
    return std::any_of(filed.begin(), filed.end(), [&](std::uint64_t key) {
      const std::uint64_t differs = key ^ joined.key;
      return differs >> kRestBits == 0 && (joined.rests >> differs & 1U) != 0;
    });
  });
}

std::string random_word(Random& random, std::size_t least, std::size_t most, std::size_t letters = 4) {
  std::string word;
  for (std::size_t size = least + random.below(most - least + 1); word.size() < size;) {
    word.push_back(static_cast<char>('a' + random.below(letters)));
  }
  return word;
}

std::string edited(std::string word, std::size_t edits, Random& random) {
  for (; edits > 0 && !word.empty(); --edits) {
    const std::size_t at = random.below(word.size());
    switch (random.below(4)) {
      case 0:
        word[at] = static_cast<char>('a' + random.below(4));
        break;
      case 1:
        word.insert(word.begin() + static_cast<std::ptrdiff_t>(at), static_cast<char>('a' + random.below(4)));
        break;
      case 2:
        word.erase(at, 1);
        break;
      default:
        if (at + 1 < word.size()) std::swap(word[at], word[at + 1]);
    }
  }
  return word;
}

// A part that is nothing but its letters.
struct Word {
  std::string text;
  names::Part part;
  explicit Word(std::string word) : text(std::move(word)) {
    part.weight = 1000;
    part.latin = part.fold = {0, static_cast<std::uint16_t>(text.size())};
    part.letters = letters_in(text);
  }
  names::NameView view() const {
    names::NameView out;
    out.parts = {&part, 1};
    out.pool = text.data();
    return out;
  }
};

TEST(Keys, FindWordsWithinTheEditsOfTerms) {
  Random random(3);
  std::size_t near = 0;
  for (int i = 0; i < 60000; ++i) {
    const std::string a = random_word(random, 2, 14);
    const std::string b = edited(a, random.below(3), random);
    if (b.empty()) continue;
    const int edits = match::term_edits(std::min(a.size(), b.size()));
    if (match::osa_distance(a, b) > edits) continue;
    ++near;
    const Word x(a);
    const Word y(b);
    Keys filed;
    Keys asked;
    term_keys(x.view(), x.part, filed);
    query_keys(y.view(), y.part, asked);
    const bool found = share_key(filed, asked);
    ASSERT_TRUE(found || match::osa_distance(a, b) > 1) << a << " " << b;
    ASSERT_TRUE(may_be_far(mark_of(sketch_of(x.view(), x.part)), mark_of(sketch_of(y.view(), y.part))))
        << a << " " << b;
  }
  EXPECT_GT(near, 30000U);
}

// The vector path and the plain one, over lists of all lengths up to some vectors.
TEST(Marks, AreTheSameSeveralAtATime) {
  Random random(12);
  std::size_t passed = 0;
  for (int round = 0; round < 4000; ++round) {
    const Mark of = random.next() & random.next() & ((std::uint64_t{1} << 63U) - 1);
    std::vector<Mark> marks(random.below(70));
    for (Mark& mark : marks) {
      mark = of;
      for (std::size_t flips = random.below(9); flips > 0; --flips) mark ^= std::uint64_t{1} << random.below(63);
    }
    std::vector<std::uint32_t> plain(marks.size());
    std::vector<std::uint32_t> vector(marks.size());
    plain.resize(find_far_plainly(marks, of, plain.data()));
    vector.resize(find_far(marks, of, vector.data()));
    ASSERT_EQ(plain, vector);
    passed += plain.size();
  }
  EXPECT_GT(passed, 10000U);
}

TEST(Tags, AreTheSameSeveralAtATime) {
  Random random(14);
  std::size_t passed = 0;
  for (int round = 0; round < 4000; ++round) {
    const auto low = static_cast<unsigned>(1 + random.below(32));
    const auto tag = static_cast<std::uint32_t>(random.next());
    std::vector<std::uint32_t> entries(random.below(30));
    for (std::uint32_t& entry : entries) {
      entry = tag ^ static_cast<std::uint32_t>(random.next() >> (32 + random.below(33) % 32));
      if (random.below(3) == 0 && low < 32) entry ^= std::uint32_t{1} << (low + random.below(32 - low));
    }
    std::vector<std::uint32_t> plain;
    for (const std::uint32_t entry : entries) {
      if (low == 32 || (entry ^ tag) >> low == 0) plain.push_back(entry);
    }
    std::vector<std::uint32_t> found;
    each_of_tag(entries, tag, low, [&](std::uint32_t entry) { found.push_back(entry); });
    ASSERT_EQ(plain, found);
    passed += plain.size();
  }
  EXPECT_GT(passed, 5000U);
}

TEST(Held, IsTheSameSeveralAtATime) {
  Random random(13);
  std::size_t passed = 0;
  for (int round = 0; round < 4000; ++round) {
    const auto parts = static_cast<Held>(random.below(kHeldTerm));
    const HeldWanted wanted = {parts, static_cast<Held>(parts & random.below(kHeldTerm)),
                               static_cast<unsigned>(2 * random.below(3)), random.below(2) == 0};
    std::vector<Held> held(random.below(400), 0);
    std::vector<std::uint8_t> words(held.size());
    for (std::uint8_t& count : words) count = static_cast<std::uint8_t>(random.below(7));
    for (std::size_t touched = random.below(held.size() / 2 + 1); touched > 0; --touched) {
      held[random.below(held.size())] = static_cast<Held>(random.below(6) * kHeldTerm + random.below(kHeldTerm));
    }
    std::vector<std::uint32_t> plain;
    for (std::size_t i = 0; i < held.size(); ++i) {
      if (holds_enough(held[i], words[i], wanted)) plain.push_back(static_cast<std::uint32_t>(i));
    }
    std::vector<std::uint32_t> vector(held.size());
    vector.resize(find_held(held, words, wanted, vector.data()));
    ASSERT_EQ(plain, vector);
    ASSERT_TRUE(std::all_of(held.begin(), held.end(), [](Held of) { return of == 0; }));
    passed += plain.size();
  }
  EXPECT_GT(passed, 10000U);
}

TEST(Keys, FindWhatIsWrittenTogether) {
  Random random(4);
  std::size_t near = 0;
  for (int i = 0; i < 60000; ++i) {
    const std::string a = random_word(random, 4, 20);
    const std::string b = edited(a, random.below(2), random);
    const std::size_t shorter = std::min(a.size(), b.size());
    if (b.size() < 4 || match::osa_distance(a, b) > match::joined_edits(shorter)) continue;
    ++near;
    Keys filed;
    Keys asked;
    JoinedKeys joined;
    joined_keys(a, filed);
    query_joined_keys(b, joined);
    ASSERT_TRUE(share_key(filed, joined)) << a << " " << b;
    if (a == b) {
      filed.clear();
      joined.clear();
      joined_keys_exact(a, filed);
      query_joined_keys_exact(b, joined);
      ASSERT_TRUE(share_key(filed, joined)) << a;
    }
    const Word x(a);
    filed.clear();
    asked.clear();
    term_keys(x.view(), x.part, filed);
    query_keys_of_joined(b, asked);
    ASSERT_TRUE(share_key(filed, asked)) << a << " " << b;
  }
  EXPECT_GT(near, 30000U);
}

// Over parts of real analyses: every relation but that of an initial comes with a common key, and that of a far pair
// with sketches and marks that say so.
TEST(Keys, FindEveryRelation) {
  Random random(9);
  const auto list = reference::invented_list(150, 21);
  std::vector<names::Name> all;
  for (const model::Entity& entity : list) {
    for (const model::EntityName& name : model::names_of(entity)) {
      std::string text(name.text);
      all.push_back(names::analyze(text, names::NameType::kAny));
      text =
          reference::alter(text, static_cast<reference::Alteration>(random.below(reference::kAlterationCount)), random);
      all.push_back(names::analyze(text, names::NameType::kPerson));
    }
  }
  std::size_t related = 0;
  std::size_t far = 0;
  std::vector<Keys> filed;
  std::vector<Keys> asked;
  std::vector<Sketch> sketches;
  std::vector<std::pair<names::NameView, const names::Part*>> parts;
  for (const names::Name& name : all) {
    for (const names::Part& part : name.parts) {
      if (part.weight == 0 || parts.size() >= 1500) continue;
      parts.emplace_back(name.view(), &part);
      term_keys(name.view(), part, filed.emplace_back());
      query_keys(name.view(), part, asked.emplace_back());
      query_sound_keys(name.view(), part, asked.back());
      sketches.push_back(sketch_of(name.view(), part));
    }
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (std::size_t j = 0; j < parts.size(); ++j) {
      const auto& [x, p] = parts[i];
      const auto& [y, q] = parts[j];
      const match::PartRelation said = match::relate(x, *p, y, *q);
      const match::Relation relation = said.relation;
      if (relation == match::Relation::kNone) continue;
      // A listed name that an initial of the query meets is found through its other words.
      if (relation == match::Relation::kInitial && p->kind == names::PartKind::kInitial) continue;
      ++related;
      far += said.far ? 1U : 0U;
      const bool found =
          said.far ? may_be_far(sketches[j], sketches[i]) && may_be_far(mark_of(sketches[j]), mark_of(sketches[i]))
                   : share_key(filed[j], asked[i]);
      ASSERT_TRUE(found) << x.latin(*p) << " " << y.latin(*q);
    }
  }
  EXPECT_GT(far, 300U);
  EXPECT_GT(related, 5000U);
}

}  // namespace
}  // namespace penumbra::index

#include "parties.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>
#include <utility>

#include "firms.h"
#include "people.h"

namespace penumbra::bench {
namespace {

using names::NameType;

// Of a hundred parties (OFAC's list of 2023: 55 people, 36 companies, 7 vessels, 2 aircraft).
constexpr unsigned kPeople = 60;
constexpr unsigned kFirms = 34;
constexpr unsigned kVessels = 5;

// How many names of a hundred parties: 251 in all.
struct Count {
  unsigned parties;
  unsigned names;
};
constexpr Count kCounts[] = {{31, 1}, {28, 2}, {20, 3}, {10, 4}, {6, 5}, {3, 6}, {2, 8}};

constexpr std::uint32_t kBlock = 4096;

// A generator of its own for every party: neighbours share nothing.
Random random_of(std::uint64_t seed, std::uint32_t number) {
  Random mixer(seed * 0x9e3779b97f4a7c15U + number);
  return Random(mixer.next());
}

std::size_t draw_count(Random& random) {
  std::size_t point = random.below(100);
  for (const Count& count : kCounts) {
    if (point < count.parties) return count.names;
    point -= count.parties;
  }
  return 1;
}

MadeName alias_of(const Person& person, Random& random) {
  Person other = person;
  std::string native;
  switch (random.below(8)) {
    case 0:
    case 1:
    case 2:  // as another office romanises it
      for (std::vector<Piece>* pieces : {&other.given, &other.family}) {
        for (Piece& piece : *pieces) {
          if (random.below(2) == 0) piece.latin = respell(piece.latin, random);
        }
      }
      return {random.below(2) == 0 ? write_plain(other) : write_listed(other, true), false};
    case 3:  // in order, in full
      return {write_plain(other), false};
    case 4:  // something missing
      other.middle.clear();
      other.given.resize(1);
      if (other.family.size() > 1) other.family.pop_back();
      return {write_listed(other, true), false};
    case 5:
      native = write_native(other);
      if (!native.empty()) return {std::move(native), false};
      other.given.front().latin = other.given.front().latin.substr(0, 1);
      return {write_plain(other), false};
    case 6: {  // another given name in front of the family
      const Person stranger = draw_person(random);
      other.given = stranger.given;
      return {write_plain(other), false};
    }
    default: {  // a nickname
      const Person stranger = draw_person(random);
      if (other.culture->build == Build::kArabic) return {"Abu " + title_case(stranger.given.front().latin), true};
      return {title_case(respell(other.given.front().latin, random)), true};
    }
  }
}

// Adds further names, none of them twice. A party of which nothing else can be told keeps fewer names.
template <typename Make>
void add_aliases(MadeParty& party, Random& random, Make make) {
  for (std::size_t more = draw_count(random) - 1; more > 0; --more) {
    for (int tries = 6; tries > 0; --tries) {
      MadeName name = make();
      const auto same = [&](const MadeName& other) { return other.text == name.text; };
      if (name.text.empty() || std::any_of(party.names.begin(), party.names.end(), same)) continue;
      party.names.push_back(std::move(name));
      break;
    }
  }
}

MadeParty person_party(Random& random) {
  MadeParty party;
  party.type = NameType::kPerson;
  const Person person = draw_person(random);
  party.names.push_back({write_listed(person, true), false});
  party.native = write_native(person);
  add_aliases(party, random, [&] { return alias_of(person, random); });
  return party;
}

MadeParty firm_party(Random& random) {
  MadeParty party;
  party.type = NameType::kOrganisation;
  const Firm firm = draw_firm(random);
  party.names.push_back({upper_case(write_firm(firm)), false});
  add_aliases(party, random, [&] {
    Firm other = firm;
    switch (random.below(5)) {
      case 0:
        other.form = other_form(firm, random);
        other.form_first = other.form_first && random.below(2) == 0;
        break;
      case 1:
        other.core = respell(firm.core, random);
        break;
      case 2:
        if (!other.activities.empty()) other.activities.pop_back();
        other.place.clear();
        break;
      case 3:
        other.place = firm.place.empty() ? draw_firm(random).place : std::string();
        break;
      default:  // a former name
        other.core = draw_firm(random).core;
        break;
    }
    return MadeName{write_firm(other), false};
  });
  return party;
}

MadeParty thing_party(NameType type, Random& random) {
  MadeParty party;
  party.type = type;
  const auto make = [&] {
    return MadeName{type == NameType::kVessel ? draw_vessel(random) : draw_aircraft(random), false};
  };
  party.names.push_back(make());
  add_aliases(party, random, make);
  return party;
}

// Names of the parties of one block.
struct Block {
  std::vector<ListedName> names;
  std::string pool;
};

Block make_block(std::uint64_t seed, std::uint32_t first) {
  Block block;
  for (std::uint32_t number = first; number < first + kBlock; ++number) {
    const MadeParty party = make_party(seed, number);
    for (const MadeName& name : party.names) {
      block.names.push_back(
          {block.pool.size(), number, static_cast<std::uint16_t>(name.text.size()), party.type, name.weak});
      block.pool += name.text;
    }
  }
  return block;
}

}  // namespace

MadeParty make_party(std::uint64_t seed, std::uint32_t number) {
  Random random = random_of(seed, number);
  const std::size_t kind = random.below(100);
  if (kind < kPeople) return person_party(random);
  if (kind < kPeople + kFirms) return firm_party(random);
  return thing_party(kind < kPeople + kFirms + kVessels ? NameType::kVessel : NameType::kAircraft, random);
}

MadeParty make_person(std::uint64_t seed, std::uint32_t number) {
  Random random = random_of(seed, number);
  return person_party(random);
}

Parties Parties::make(std::uint32_t names, std::uint64_t seed, unsigned threads) {
  Parties parties;
  parties.names_.reserve(names);
  // Waves of blocks, joined in order, until there are enough.
  for (std::uint32_t next_block = 0; parties.names_.size() < names;) {
    const std::size_t missing = names - parties.names_.size();
    const std::size_t count = std::min<std::size_t>(64, missing / (2 * kBlock) + 1);
    std::vector<Block> blocks(count);
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
      for (std::size_t b = next++; b < count; b = next++) {
        blocks[b] = make_block(seed, (next_block + static_cast<std::uint32_t>(b)) * kBlock);
      }
    };
    {
      std::vector<std::jthread> helpers;
      for (unsigned i = 1; i < threads && i < count; ++i) helpers.emplace_back(work);
      work();
    }
    next_block += static_cast<std::uint32_t>(count);
    for (const Block& block : blocks) {
      const std::uint64_t base = parties.pool_.size();
      for (ListedName name : block.names) {
        if (parties.names_.size() == names) break;
        name.at += base;
        parties.names_.push_back(name);
      }
      parties.pool_ += block.pool;
    }
  }
  return parties;
}

std::uint64_t Parties::checksum() const {
  // FNV-1a over words: not strong, but the same everywhere.
  std::uint64_t sum = 0xcbf29ce484222325U;
  const auto mix = [&](std::uint64_t value) { sum = (sum ^ value) * 0x100000001b3U; };
  for (std::size_t i = 0; i < names_.size(); ++i) {
    mix(names_[i].party);
    mix(static_cast<std::uint64_t>(names_[i].type) * 2 + (names_[i].weak ? 1 : 0));
    for (const char c : text(i)) mix(static_cast<unsigned char>(c));
  }
  return sum;
}

}  // namespace penumbra::bench

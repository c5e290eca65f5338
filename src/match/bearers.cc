#include "match/bearers.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

#include "match/weights.h"
#include "names/lexicon.h"

namespace penumbra::match {
namespace {

using names::NameView;
using names::Part;
using names::PartKind;

bool scored(const Part& part) {
  return part.weight > 0;
}

// Which of the bearers of a name in a family is meant, by the word behind it: 1 the elder or first, 2 the younger or
// second, 3 the third ... 0 if nothing says so. Before a name "Sr" is a Spanish title. `at`: the part that says it.
std::uint32_t generation_of(const NameView& name, std::size_t& at) {
  constexpr std::uint32_t kMostGenerations = 9;
  bool named = false;
  for (std::size_t i = 0; i < name.parts.size(); ++i) {
    const Part& part = name.parts[i];
    const std::string_view word = name.latin(part);
    const bool elder = word == "sr" || word == "snr" || word == "senior";
    const bool younger = word == "jr" || word == "jnr" || word == "junior" || word == "hijo" || word == "filho";
    if (named && part.kind == PartKind::kHonorific && (elder || younger)) {
      at = i;
      return elder ? 1 : 2;
    }
    const bool roman = word.find_first_not_of("ivx") == std::string_view::npos;
    if (named && part.kind == PartKind::kNumber && roman && part.group <= kMostGenerations) {
      at = i;
      return part.group;
    }
    named = named || scored(part);
  }
  return 0;
}

// Whether a word before a father's name or behind it says that a son or that a daughter bears the name, in spellings of
// all scripts as they are romanised; 0: neither.
char sex_of_descent(std::string_view word) {
  static constexpr std::string_view kSon[] = {"bin",  "ibn",   "bn",    "abn",  "ben",  "oglu", "ogly",
                                              "ogli", "oghlu", "oglou", "ugli", "uulu", "uly",  "ould"};
  static constexpr std::string_view kDaughter[] = {"bint", "binti", "bnt",  "bat",  "qizi", "kizi",
                                                   "kyzy", "qyzy",  "gyzy", "gizi", "qysy"};
  if (std::find(std::begin(kSon), std::end(kSon), word) != std::end(kSon)) {
    return 's';
  }
  return std::find(std::begin(kDaughter), std::end(kDaughter), word) != std::end(kDaughter) ? 'd' : char{0};
}

}  // namespace

bool deduct_generations(const NameView& a, const NameView& b, Assessment& out) {
  std::size_t i = 0;
  std::size_t j = 0;
  const std::uint32_t of_a = generation_of(a, i);
  const std::uint32_t of_b = of_a == 0 ? 0 : generation_of(b, j);
  if (of_a == 0 || of_b == 0 || of_a == of_b ||
      (a.parts[i].kind == PartKind::kNumber && b.parts[j].kind == PartKind::kNumber)) {
    return false;
  }
  out.deduct(Feature::kPartConflict, weights().descent, i, j);
  return true;
}

void deduct_sexes(const NameView& a, const NameView& b, Assessment& out) {
  struct Mark {
    std::size_t descent = kUnmatched;
    std::size_t names_before = 0;
    char sex = 0;
    std::size_t thi = kUnmatched;  // met nothing
    std::size_t van = kUnmatched;
  };
  const auto mark_of = [](const NameView& name, const std::array<std::uint8_t, names::kMaxParts>& of) {
    Mark mark;
    std::size_t names = 0;
    for (std::size_t i = 0; i < name.parts.size(); ++i) {
      const Part& part = name.parts[i];
      names += scored(part) ? 1U : 0U;
      const std::string_view word = name.latin(part);
      if (part.kind == PartKind::kParticle && word == "van") {
        mark.van = i;
      } else if (word == "thi" && scored(part) && of[i] == kUnmatched) {
        mark.thi = i;
      } else if (part.kind == PartKind::kParticle && part.group == names::kParticleDescent &&
                 mark.descent == kUnmatched && sex_of_descent(word) != 0) {
        mark.descent = i;
        mark.names_before = names;
        mark.sex = sex_of_descent(word);
      }
    }
    return mark;
  };
  const Mark x = mark_of(a, out.alignment.of_a);
  const Mark y = mark_of(b, out.alignment.of_b);
  if (x.sex != 0 && y.sex != 0 && x.sex != y.sex && x.names_before == y.names_before) {
    out.deduct(Feature::kPartConflict, weights().other_sex, x.descent, y.descent);
  } else if (x.thi != kUnmatched && y.van != kUnmatched && y.thi == kUnmatched && x.van == kUnmatched) {
    out.deduct(Feature::kPartConflict, weights().other_sex, x.thi, y.van);
  } else if (y.thi != kUnmatched && x.van != kUnmatched && x.thi == kUnmatched && y.van == kUnmatched) {
    out.deduct(Feature::kPartConflict, weights().other_sex, x.van, y.thi);
  }
}

}  // namespace penumbra::match

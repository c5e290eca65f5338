#include "match/runs.h"

#include <algorithm>
#include <string_view>

#include "match/commonness.h"

namespace penumbra::match {
namespace {

using names::NameView;
using names::Part;
using names::PartKind;

bool may_have_runs(const NameView& name) {
  return name.type == names::NameType::kOrganisation || name.type == names::NameType::kAny;
}

// Words that give their first letters; of legal forms those that are spelled out.
bool gives_letter(const NameView& name, const Part& part) {
  constexpr std::size_t kLeastForm = 7;
  constexpr std::size_t kMostForm = 12;
  if (part.latin.size < 2) {
    return false;
  }
  if (part.kind == PartKind::kLegalForm) {
    return name.latin(part).size() >= kLeastForm && name.latin(part).size() <= kMostForm;
  }
  return part.weight > 0 && part.kind != PartKind::kNumber && part.kind != PartKind::kInitial;
}

// Words that stand in a run without a letter of their own.
bool is_passed_over(const Part& part) {
  return part.weight == 0 && (part.kind == PartKind::kStop || part.kind == PartKind::kParticle);
}

}  // namespace

bool may_be_body(const NameView& name) {
  int borne = 0;
  for (const Part& part : name.parts) {
    if (part.kind == PartKind::kLegalForm || part.kind == PartKind::kGeneric || part.kind == PartKind::kPlace ||
        part.kind == PartKind::kStop || part.kind == PartKind::kAcronym) {
      return true;
    }
    borne += part.weight > 0 && (part.kind == PartKind::kGiven || part.frequency != 0) ? 1 : 0;
  }
  return borne == 0;
}

ShortNames short_names(const NameView& name) {
  ShortNames out;
  if (!may_have_runs(name)) {
    return out;
  }
  std::array<std::size_t, 2> words{};
  std::size_t count = 0;
  for (std::size_t i = 0; i < name.parts.size(); ++i) {
    if (name.parts[i].weight > 0) {
      if (count == words.size()) {
        return out;
      }
      words[count++] = i;
    }
  }
  if (count != words.size()) {
    return out;
  }
  const auto add = [&](std::size_t acronym, std::size_t beside) {
    const Part& letters = name.parts[acronym];
    const Part& word = name.parts[beside];
    // "Energia" is a general word, too: enough beside letters that are known to stand for a kind of firm.
    constexpr int kTrade = 300;
    const bool is_word =
        word.kind == PartKind::kName || word.kind == PartKind::kGiven
            ? word.weight >= kInformative
            : word.kind == PartKind::kGeneric && letters.kind == PartKind::kGeneric && word.weight >= kTrade;
    const bool short_word =
        letters.kind == PartKind::kName || letters.kind == PartKind::kGeneric || letters.kind == PartKind::kGiven;
    if (short_word && letters.frequency == 0 && letters.latin.size >= kLeastRun && letters.latin.size <= kMostRun &&
        is_word && word.latin.size > kLeastRun && word.frequency < kCommonBesideRun &&
        (word.flags & names::kPartAnchor) != 0) {
      out.names[out.count++] = {acronym, beside};
    }
  };
  add(words[0], words[1]);
  add(words[1], words[0]);
  return out;
}

WordRuns word_runs(const NameView& name) {
  constexpr std::size_t kLeastParts = 3;
  WordRuns out;
  if (!may_have_runs(name) || name.parts.size() < kLeastParts || !may_be_body(name)) {
    return out;
  }
  // Places of the words with weight among the parts: a run touches an end or leaves one word there.
  std::array<std::size_t, names::kMaxParts> scored{};
  std::size_t count = 0;
  for (std::size_t i = 0; i < name.parts.size(); ++i) {
    if (name.parts[i].weight > 0) {
      scored[count++] = i;
    }
  }
  if (count < kLeastParts) {
    return out;
  }
  const auto is_word = [&](std::size_t k) {
    return name.parts[scored[k]].kind != PartKind::kInitial && name.parts[scored[k]].kind != PartKind::kNumber;
  };
  std::size_t first_word = 0;
  while (first_word < count && !is_word(first_word)) {
    ++first_word;
  }
  const auto add = [&](const WordRun& run) {
    const auto same = [&](const WordRun& other) {
      return other.parts == run.parts && other.letters.view() == run.letters.view();
    };
    if (run.letters.view().size() >= kLeastRun && out.count < kMostRuns && std::none_of(out.begin(), out.end(), same)) {
      out.runs[out.count++] = run;
    }
  };
  // All runs that begin at a word, with the forms or without.
  for (std::size_t s = 0; s < count; ++s) {
    for (const bool with_forms : {false, true}) {
      WordRun run;
      std::size_t e = s;  // words with weight up to here are in the run
      bool form = false;
      for (std::size_t i = scored[s]; i < name.parts.size(); ++i) {
        const Part& part = name.parts[i];
        if (part.weight == 0 && part.kind == PartKind::kLegalForm) {
          if (!with_forms || !gives_letter(name, part)) {
            continue;
          }
          form = true;
        } else if (is_passed_over(part)) {
          continue;
        } else if (!gives_letter(name, part)) {
          break;
        } else {
          run.parts |= std::uint64_t{1} << i;
          ++e;
        }
        if (run.letters.view().size() == kMostRun || !run.letters.add(name.latin(part)[0])) {
          break;
        }
        const bool at_end = s == 0 || s == first_word + 1 || e == count || e + 1 == count;
        if (at_end && e - s < count && (!with_forms || form)) {
          add(run);
        }
      }
    }
  }
  return out;
}

}  // namespace penumbra::match

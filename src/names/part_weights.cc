#include "names/part_weights.h"

#include <algorithm>
#include <string_view>

#include "names/name.h"
#include "names/word_shapes.h"
#include "text/script.h"

namespace penumbra::names {
namespace {

// A name by which a person is called, of some length: no initial, particle or half of a compound.
bool is_full_name(const Draft& d) {
  return d.weight >= kWeightGiven && d.latin.size() >= 2 &&
         (d.kind == PartKind::kName || d.kind == PartKind::kGiven || d.kind == PartKind::kFamily);
}

// Whether a draft says where a person comes from or of which tribe he is: an adjective with the Arabic article
// ("al-Sampleti"), a name of a Pashtun clan ("Samplezai"), or a word of the table.
bool is_byname(std::span<const Draft> drafts, std::size_t i, const Lexicon& lexicon) {
  constexpr std::size_t kLeastLetters = 4;
  constexpr std::size_t kLeastOfClan = 6;
  const Draft& d = drafts[i];
  if (!is_full_name(d) || d.kind == PartKind::kGiven || d.latin.size() < kLeastLetters) {
    return false;
  }
  const std::string_view word = d.latin;
  const bool article = i > 0 && drafts[i - 1].kind == PartKind::kParticle && drafts[i - 1].group == kParticleArticle;
  const bool clan = word.size() >= kLeastOfClan &&
                    (word.ends_with("zai") || word.ends_with("zay") || word.ends_with("zei") || word.ends_with("zoi"));
  return (article && (word.back() == 'i' || word.back() == 'y' || word.ends_with("ee"))) || clan ||
         (lexicon.nature(lexicon.word(word)) & kWordByname) != 0;
}

bool says_birth(std::string_view word) {
  return word == "nee" || word == "geborene" || word == "geb" || word == "rozena" || word == "urozhdennaya";
}

}  // namespace

void settle_last_patronymic(std::span<Draft> drafts) {
  if (drafts.empty() || drafts.back().kind != PartKind::kPatronymic) {
    return;
  }
  Draft& last = drafts.back();
  bool only_initials = true;
  bool another = false;
  for (const Draft& d : drafts) {
    if (&d == &last || d.weight == 0) {
      continue;
    }
    only_initials = only_initials && d.kind == PartKind::kInitial;
    another = another || d.kind == PartKind::kPatronymic;
  }
  if (only_initials || another || last.latin.ends_with("ovic")) {
    last.kind = PartKind::kName;
    last.weight = kWeightName;
  }
}

void weigh_bynames(std::span<Draft> drafts, const Lexicon& lexicon) {
  std::size_t full = 0;
  std::size_t begin = 0;  // of what may be bynames
  for (std::size_t i = 0; i < drafts.size() && full < 2; ++i) {
    full += is_full_name(drafts[i]) ? 1U : 0U;
    begin = i + 1;
  }
  for (std::size_t i = drafts.size(); full == 2 && i > begin; --i) {
    Draft& d = drafts[i - 1];
    if (d.weight == 0) {
      continue;
    }
    if (!is_byname(drafts, i - 1, lexicon)) {
      return;
    }
    d.weight = kWeightByname;
  }
}

void weigh_double_names(std::span<Draft> drafts, const Lexicon& lexicon) {
  std::size_t last = drafts.size();
  while (last > 0 && drafts[last - 1].weight == 0) {
    --last;
  }
  if (last < 3 || !is_full_name(drafts[last - 1])) {
    return;
  }
  Draft& second = drafts[last - 1];
  const bool at_birth = drafts[last - 2].kind == PartKind::kHonorific && says_birth(drafts[last - 2].latin);
  Draft& first = drafts[last - (at_birth ? 3 : 2)];
  const bool east_asian =
      (lexicon.nature(lexicon.word(drafts[0].latin)) & (kWordChineseSurname | kWordKoreanSurname)) != 0;
  const bool letters = second.script != text::Script::kHan && second.script != text::Script::kHangul &&
                       second.script != text::Script::kKana;
  const bool given = second.classes != nullptr && first.classes != nullptr;
  const bool halves = second.joined_before && letters && !east_asian && !given;
  const bool named = std::any_of(drafts.data(), &first, [](const Draft& d) { return d.weight > 0; });
  if (named && is_full_name(first) && (halves || at_birth)) {
    first.weight = second.weight = kWeightHalf;
  }
}

void weigh_bearer(std::span<Draft> drafts, std::size_t from) {
  constexpr std::uint16_t kWeightBearer = 150;
  constexpr std::size_t kMostInitials = 2;
  const auto academician = [](const Draft& d) {
    return d.latin.starts_with("akademik") || d.latin == "academician" || d.latin == "acad";
  };
  const auto title = [&](const Draft& d) {
    return academician(d) || d.latin == "professora" || d.latin == "generala" || d.latin == "marshala" ||
           d.latin == "admirala" || d.latin == "generalnogo" || d.latin == "konstruktora";
  };
  bool named = false;  // the body has a name of its own
  for (std::size_t i = 0; i < std::min(from, drafts.size()); ++i) {
    named = named || (drafts[i].kind == PartKind::kName && drafts[i].weight >= kWeightName &&
                      drafts[i].latin.size() > kMostInitials && !academician(drafts[i]));
  }
  bool titled = false;  // the draft before is a title or an initial of whom it is named after
  for (std::size_t i = 0; i < drafts.size() && (i < from || drafts[i].kind != PartKind::kLegalForm); ++i) {
    Draft& d = drafts[i];
    if (d.kind != PartKind::kName) {
      titled = false;
      continue;
    }
    const bool of_bearer = i >= from;
    if ((of_bearer && title(d)) || (drafts.size() > 2 && academician(d)) ||
        ((of_bearer || titled) && d.latin.size() <= kMostInitials)) {
      d.kind = PartKind::kStop;
      d.weight = 0;
      titled = true;
    } else {
      titled = false;
      d.weight = of_bearer && named ? kWeightBearer : d.weight;
    }
  }
}

void weigh_seat(std::span<Draft> drafts, bool first) {
  constexpr std::uint16_t kWeightSeat = 130;
  if (first && drafts.size() > 2 && drafts.back().kind == PartKind::kLegalForm &&
      std::any_of(drafts.begin(), drafts.end(),
                  [](const Draft& d) { return d.kind == PartKind::kName && d.weight >= kWeightName; })) {
    drafts.front().weight = std::min(drafts.front().weight, kWeightSeat);
  }
  bool named = false;
  bool formed = false;
  std::size_t telling = 0;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    Draft& d = drafts[i];
    named = named || telling >= 2;  // "Sample National Bank" without a word of its own
    telling += d.weight > 0 ? 1U : 0U;
    if (d.kind == PartKind::kLegalForm) {
      formed = named;
    } else if (d.kind != PartKind::kPlace && d.kind != PartKind::kGeneric && d.kind != PartKind::kStop) {
      named = named || (d.kind == PartKind::kName && d.latin.size() > 2);
      formed = false;  // the name goes on
    } else if (d.kind == PartKind::kPlace) {
      const bool branch = (i + 1 < drafts.size() && says_branch(drafts[i + 1].latin)) ||
                          (i > 0 && says_branch(drafts[i - 1].latin)) ||
                          (i > 1 && drafts[i - 1].kind == PartKind::kStop && says_branch(drafts[i - 2].latin));
      d.weight = formed || (named && branch) ? std::min(d.weight, kWeightSeat) : d.weight;
    }
  }
}

}  // namespace penumbra::names

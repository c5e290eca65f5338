#include "selftest/draft.h"

#include <algorithm>
#include <array>

#include "match/score.h"
#include "selftest/words.h"

namespace penumbra::selftest {
namespace {

std::size_t letters_of(std::u32string_view word) {
  return static_cast<std::size_t>(std::count_if(word.begin(), word.end(), [](char32_t c) { return is_letter(c); }));
}

// Letters only, lower case: how the word lists write a word.
std::string plain(std::u32string_view word) {
  std::u32string out;
  for (const char32_t c : word) {
    if (is_letter(c)) out.push_back(lower(c));
  }
  return encoded(out);
}

bool informative(std::u32string_view word, Writing writing) {
  const bool dense = writing == Writing::kHan || writing == Writing::kHangul || writing == Writing::kKana;
  if (letters_of(word) < (dense ? 1U : 3U)) return false;
  if (std::any_of(word.begin(), word.end(), is_digit)) return false;
  const std::string key = plain(word);
  if (has_word("title-before", encoded(lower(word)))) return false;
  return !has_word("generic", key) && !has_word("connector", key) && !has_word("legal-form", key) &&
         !has_word("form-word", key);
}

}  // namespace

bool is_servant(std::u32string_view word) {
  const std::string key = plain(word);
  static constexpr std::string_view kServants[] = {"abd",   "abdul", "abdel", "abdal", "abdol", "abed",
                                                   "abdur", "abdus", "abder", "abdou", "عبد"};
  return std::find(std::begin(kServants), std::end(kServants), key) != std::end(kServants);
}

namespace {

void mark_family(Draft& draft) {
  std::vector<DraftWord>& words = draft.words;
  const auto comma =
      std::find_if(words.begin(), words.end(), [](const DraftWord& w) { return w.text.ends_with(U','); });
  if (comma != words.end() && comma + 1 != words.end()) {
    for (auto it = words.begin(); it <= comma; ++it) it->family = true;
    return;
  }
  std::size_t capitals = 0;
  for (const DraftWord& word : words) capitals += letters_of(word.text) > 1 && is_upper(word.text) ? 1U : 0U;
  if (capitals > 0 && capitals < words.size()) {
    for (DraftWord& word : words) word.family = letters_of(word.text) > 1 && is_upper(word.text);
    // "Abdel GHAFUR" is one name.
    for (std::size_t i = words.size(); i-- > 1;)
      words[i - 1].family = words[i - 1].family || (words[i].family && is_servant(words[i - 1].text));
    return;
  }
  if (words.size() < 2) return;
  words.back().family = true;
  // "de la Cruz", "von der Leyen"; but in "A bin B", bin is no part of the family name.
  for (std::size_t i = words.size() - 1; i-- > 1;) {
    const std::string key = plain(words[i].text);
    if (!has_word("connector", key) || has_word("descent", key)) break;
    words[i].family = true;
  }
}

}  // namespace

std::string_view party_kind_key(PartyKind kind) {
  static constexpr std::array<std::string_view, kPartyKinds> kKeys = {"person", "organisation", "vessel", "aircraft",
                                                                      "other"};
  return kKeys[static_cast<std::size_t>(kind)];
}

PartyKind party_kind_of(std::string_view schema) {
  switch (match::name_type_of_schema(schema)) {
    case names::NameType::kPerson:
      return PartyKind::kPerson;
    case names::NameType::kOrganisation:
      return PartyKind::kOrganisation;
    case names::NameType::kVessel:
      return PartyKind::kVessel;
    case names::NameType::kAircraft:
      return PartyKind::kAircraft;
    case names::NameType::kAny:
      break;
  }
  return PartyKind::kOther;
}

std::size_t Draft::letters() const {
  std::size_t out = 0;
  for (const DraftWord& word : words) out += word.informative && !word.added ? letters_of(word.text) : 0;
  return out;
}

std::size_t Draft::informative() const {
  return static_cast<std::size_t>(
      std::count_if(words.begin(), words.end(), [](const DraftWord& w) { return w.informative && !w.added; }));
}

std::u32string Draft::text() const {
  std::u32string out = before;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += glue;
    out += words[i].text;
  }
  return out + after;
}

Draft draft_of(std::string_view name, PartyKind kind) {
  Draft draft;
  draft.kind = kind;
  const std::u32string text = decoded(name);
  draft.writing = writing_of(text);
  bool open = false;
  for (const char32_t c : text) {
    if (is_blank(c)) {
      open = false;
      continue;
    }
    if (!open) draft.words.emplace_back();
    open = true;
    draft.words.back().text.push_back(c);
  }
  for (DraftWord& word : draft.words) word.informative = informative(word.text, draft.writing);
  if (kind == PartyKind::kPerson) mark_family(draft);
  return draft;
}

}  // namespace penumbra::selftest

#include "names/lexicon.h"

#include <algorithm>
#include <charconv>

#include "embedded/names_generic.h"
#include "embedded/names_given_names.h"
#include "embedded/names_honorifics.h"
#include "embedded/names_legal_forms.h"
#include "embedded/names_numbers.h"
#include "embedded/names_particles.h"
#include "embedded/names_places.h"
#include "embedded/names_ship_prefixes.h"
#include "names/words.h"
#include "text/normalise.h"

namespace penumbra::names {
namespace {

constexpr std::uint16_t kWeightCity = 600;
constexpr std::uint16_t kWeightCountry = 550;
constexpr std::uint16_t kWeightRegion = 300;

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
    text.remove_prefix(1);
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) {
    text.remove_suffix(1);
  }
  return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  for (std::size_t start = 0;;) {
    const std::size_t end = text.find(separator, start);
    const std::string_view piece = trim(text.substr(start, end == std::string_view::npos ? end : end - start));
    pieces.push_back(piece);
    if (end == std::string_view::npos) {
      return pieces;
    }
    start = end + 1;
  }
}

// Calls `visit` with the fields of each line that is neither empty nor a comment.
template <typename Visit>
void each_line(std::string_view table, Visit visit) {
  for (const std::string_view line : split(table, '\n')) {
    if (!line.empty() && line.front() != '#') {
      visit(split(line, '|'));
    }
  }
}

// A phrase as names are read: through the same normaliser and the same words.
std::string canonical(std::string_view phrase) {
  std::string out;
  const auto words = split_words(text::normalise(phrase, kMaxNameBytes).text, NameType::kOrganisation, 64);
  for (const Word& word : words.words) {
    if (!out.empty()) {
      out.push_back(' ');
    }
    out += word.latin;
  }
  return out;
}

std::uint32_t to_number(std::string_view text) {
  std::uint32_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

void read_phrases(std::string_view table, PhraseTable& out) {
  each_line(table, [&](const std::vector<std::string_view>& fields) {
    for (const std::string_view phrase : split(fields[0], ',')) {
      out.add(canonical(phrase), {});
    }
  });
}

FormFamily family(std::string_view name) {
  static constexpr std::string_view kNames[] = {"llc",       "jsc",        "partnership", "sole", "cooperative",
                                                "nonprofit", "foundation", "state",       "bank"};
  const auto* found = std::find(std::begin(kNames), std::end(kNames), name);
  return static_cast<FormFamily>(found - std::begin(kNames) + 1);
}

}  // namespace

void PhraseTable::add(std::string_view words, Phrase phrase) {
  if (words.empty()) {
    return;
  }
  phrase.words = static_cast<std::uint8_t>(std::count(words.begin(), words.end(), ' ') + 1);
  const auto [entry, added] = phrases_.try_emplace(std::string(words), phrase);
  if (added) {
    std::uint8_t& longest = longest_[std::string(words.substr(0, words.find(' ')))];
    longest = std::max(longest, phrase.words);
  }
}

const Phrase* PhraseTable::find(std::string_view word) const {
  const auto found = phrases_.find(word);
  return found == phrases_.end() ? nullptr : &found->second;
}

const Phrase* PhraseTable::longest(const std::vector<std::string_view>& words, std::size_t at) const {
  const auto bound = longest_.find(words[at]);
  if (bound == longest_.end()) {
    return nullptr;
  }
  const std::size_t most = std::min<std::size_t>(bound->second, words.size() - at);
  if (most == 1) {
    return find(words[at]);
  }
  std::string joined;
  std::vector<std::size_t> ends;
  for (std::size_t i = 0; i < most; ++i) {
    if (i != 0) {
      joined.push_back(' ');
    }
    joined += words[at + i];
    ends.push_back(joined.size());
  }
  for (std::size_t i = most; i-- > 0;) {
    if (const Phrase* phrase = find(std::string_view(joined).substr(0, ends[i]))) {
      return phrase;
    }
  }
  return nullptr;
}

const std::array<std::uint16_t, kMaxClasses>* Lexicon::classes(std::string_view word) const {
  const auto found = given_.find(word);
  return found == given_.end() ? nullptr : &found->second;
}

namespace {

// Whether one insertion, deletion, substitution or swap of neighbours makes `a` of `b`. Equal words are not one edit
// apart.
bool is_one_edit_apart(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) {
    std::swap(a, b);
  }
  if (b.size() - a.size() > 1) {
    return false;
  }
  std::size_t i = 0;
  while (i < a.size() && a[i] == b[i]) {
    ++i;
  }
  if (a.size() < b.size()) {
    return a.substr(i) == b.substr(i + 1);
  }
  if (i == a.size()) {
    return false;
  }
  const bool substituted = a.substr(i + 1) == b.substr(i + 1);
  const bool swapped = i + 1 < a.size() && a[i] == b[i + 1] && a[i + 1] == b[i] && a.substr(i + 2) == b.substr(i + 2);
  return substituted || swapped;
}

constexpr std::size_t kLeastFormWord = 5;

}  // namespace

std::string_view Lexicon::nearest_form_word(std::string_view word) const {
  if (word.size() + 1 < kLeastFormWord || std::binary_search(form_words_.begin(), form_words_.end(), word)) {
    return {};
  }
  for (const std::string& form : form_words_) {
    if (is_one_edit_apart(word, form)) {
      return form;
    }
  }
  return {};
}

void Lexicon::read_given_names() {
  std::uint16_t id = 0;
  each_line(embedded::names_given_names(), [&](const std::vector<std::string_view>& fields) {
    ++id;
    for (std::size_t tier = 0; tier < fields.size() && tier < 3; ++tier) {
      for (const std::string_view spelling : split(fields[tier], ' ')) {
        const std::string word = canonical(spelling);
        if (word.empty() || word.find(' ') != std::string::npos) {
          continue;
        }
        auto& classes = given_[word];
        const std::uint16_t value = variant(id, static_cast<Tier>(tier));
        const bool known =
            std::any_of(classes.begin(), classes.end(), [&](std::uint16_t c) { return class_of(c) == id; });
        if (auto* free = std::find(classes.begin(), classes.end(), 0); !known && free != classes.end()) {
          *free = value;
        }
      }
    }
  });
}

Lexicon::Lexicon() {
  std::uint32_t line = 0;
  each_line(embedded::names_legal_forms(), [&](const std::vector<std::string_view>& fields) {
    ++line;
    const Phrase phrase{(static_cast<std::uint32_t>(family(fields[0])) << 16U) | line, 0, 1};
    if (fields.size() >= 3) {
      for (const std::string_view spelling : split(fields[2], ',')) {
        const std::string form = canonical(spelling);
        legal_forms.add(form, phrase);
        for (const std::string_view word : split(form, ' ')) {
          if (word.size() >= kLeastFormWord) {
            form_words_.emplace_back(word);
          }
        }
      }
    }
  });
  std::sort(form_words_.begin(), form_words_.end());
  form_words_.erase(std::unique(form_words_.begin(), form_words_.end()), form_words_.end());
  read_phrases(embedded::names_honorifics(), honorifics);
  read_phrases(embedded::names_ship_prefixes(), ship_prefixes);
  each_line(embedded::names_particles(), [&](const std::vector<std::string_view>& fields) {
    PhraseTable& table = fields[0] == "article" ? articles : fields[0] == "descent" ? descents : nobiliaries;
    for (const std::string_view word : split(fields[1], ',')) {
      table.add(canonical(word), {});
    }
  });
  each_line(embedded::names_numbers(), [&](const std::vector<std::string_view>& fields) {
    for (const std::string_view word : split(fields[1], ',')) {
      const std::string spelled = canonical(word);
      if (!spelled.empty() && !(spelled[0] >= '0' && spelled[0] <= '9')) {
        numbers.add(spelled, {to_number(fields[0]), 0, 1});
      }
    }
  });
  std::uint32_t group = 0;
  each_line(embedded::names_places(), [&](const std::vector<std::string_view>& fields) {
    ++group;
    // A country or city says which branch of a company is meant; a continent says little.
    const std::string_view key = fields[0];
    const bool city = key.substr(0, 2) == "c-";
    const std::uint16_t weight = city ? kWeightCity : key.size() == 2 ? kWeightCountry : kWeightRegion;
    for (const std::string_view spelling : split(fields[1], ',')) {
      places.add(canonical(spelling), {group, weight, 1});
    }
  });
  group = 10000;
  each_line(embedded::names_generic(), [&](const std::vector<std::string_view>& fields) {
    const auto weight = static_cast<std::uint16_t>(to_number(fields[0]) * 10);
    for (const std::string_view item : split(fields[1], ',')) {
      ++group;
      for (const std::string_view spelling : split(item, ' ')) {
        std::string word = canonical(spelling);
        std::replace(word.begin(), word.end(), ' ', '-');
        if (word.find('-') == std::string::npos) {
          generics.add(word, {group, weight, 1});
        }
      }
    }
  });
  read_given_names();
}

const Lexicon& Lexicon::get() {
  static const Lexicon* const lexicon = new Lexicon();
  return *lexicon;
}

}  // namespace penumbra::names

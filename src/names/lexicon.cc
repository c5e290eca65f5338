#include "names/lexicon.h"

#include <algorithm>
#include <charconv>

#include "embedded/names_generic.h"
#include "embedded/names_given_names.h"
#include "embedded/names_honorifics.h"
#include "embedded/names_legal_forms.h"
#include "embedded/names_numbers.h"
#include "embedded/names_papers.h"
#include "embedded/names_particles.h"
#include "embedded/names_places.h"
#include "embedded/names_ship_prefixes.h"
#include "names/east_asian.h"
#include "names/fold.h"
#include "names/frequency.h"
#include "names/table_text.h"
#include "names/words.h"
#include "text/normalise.h"

namespace penumbra::names {
namespace {

constexpr std::size_t kLeastLongGeneric = 6;
constexpr std::uint16_t kWeightCity = 600;
constexpr std::uint16_t kWeightCountry = 550;
constexpr std::uint16_t kWeightRegion = 300;

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  for (std::size_t start = 0;;) {
    const std::size_t end = text.find(separator, start);
    const std::string_view piece =
        trim_table_text(text.substr(start, end == std::string_view::npos ? end : end - start));
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
  constexpr std::size_t kMostWords = 64;
  thread_local Words words;  // some thousand phrases are read, most of plain letters
  if (!split_plain_words(phrase, kMostWords, words)) {
    thread_local text::Normalised normalised;
    text::normalise_into(phrase, kMaxNameBytes, normalised);
    split_words(normalised.text, {}, NameType::kOrganisation, kMostWords, nullptr, words);
  }
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

void read_phrases(std::string_view table, PhraseTable& out, WordIds& ids) {
  each_line(table, [&](const std::vector<std::string_view>& fields) {
    for (const std::string_view phrase : split(fields[0], ',')) {
      out.add(canonical(phrase), {}, ids);
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

// --- words ---

WordIds::WordIds() : slots_(1024), starts_{0, 0} {}

void WordIds::insert(std::uint32_t hash, WordId id) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  while (slots_[at].id != kUnknownWord) {
    at = (at + 1) & mask;
  }
  slots_[at] = {hash, id};
}

WordId WordIds::add(std::string_view word) {
  if (const WordId known = find(word); known != kUnknownWord) {
    return known;
  }
  const auto id = static_cast<WordId>(size());
  pool_ += word;
  starts_.push_back(static_cast<std::uint32_t>(pool_.size()));
  if (2 * size() > slots_.size()) {
    std::vector<Slot> old(2 * slots_.size());
    std::swap(old, slots_);
    for (const Slot& slot : old) {
      if (slot.id != kUnknownWord) {
        insert(slot.hash, slot.id);
      }
    }
  }
  insert(hash_of_word(word), id);
  return id;
}

WordId WordIds::find(std::string_view word, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.id == kUnknownWord || (slot.hash == hash && text(slot.id) == word)) {
      return slot.id;
    }
  }
}

// --- phrases ---

void PhraseTable::add(std::string_view words, Phrase phrase, WordIds& ids) {
  if (words.empty()) {
    return;
  }
  std::vector<WordId> numbers;
  for (const std::string_view word : split(words, ' ')) {
    numbers.push_back(ids.add(word));
  }
  phrase.words = static_cast<std::uint8_t>(numbers.size());
  if (numbers.size() > 1) {
    several_.push_back({static_cast<std::uint32_t>(words_.size()), phrase});
    words_.insert(words_.end(), numbers.begin(), numbers.end());
    return;
  }
  alone_.resize(std::max<std::size_t>(alone_.size(), numbers[0] + 1));
  if (alone_[numbers[0]] == 0) {
    phrases_.push_back(phrase);
    alone_[numbers[0]] = static_cast<std::uint16_t>(phrases_.size());
  }
}

void PhraseTable::index(std::size_t word_count) {
  alone_.resize(word_count);
  starts_.assign(word_count, 0);
  // Stable: of two equal phrases the one that was added first is met first.
  std::stable_sort(several_.begin(), several_.end(), [this](const Entry& a, const Entry& b) {
    return words_[a.at] != words_[b.at] ? words_[a.at] < words_[b.at] : a.phrase.words > b.phrase.words;
  });
  for (std::size_t i = several_.size(); i-- > 0;) {
    starts_[words_[several_[i].at]] = static_cast<std::uint16_t>(i + 1);
  }
}

const Phrase* PhraseTable::longest_of_several(std::span<const WordId> words) const {
  for (std::size_t i = starts_[words[0]] - 1U; i < several_.size() && words_[several_[i].at] == words[0]; ++i) {
    const Entry& entry = several_[i];
    if (entry.phrase.words <= words.size() &&
        std::equal(words.begin() + 1, words.begin() + entry.phrase.words, &words_[entry.at + 1])) {
      return &entry.phrase;
    }
  }
  return find(words[0]);
}

// --- slips in words of legal forms ---

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

namespace {

constexpr std::size_t kLeastFormWord = 5;
constexpr std::size_t kLeastFormTogether = 8;

// Whether a word is nothing but small Latin letters.
bool is_plain(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

void Lexicon::index_near_words() {
  constexpr std::size_t kLeastNumber = 6;  // "prism" is no slip of "prima"
  std::vector<WordId> forms;
  std::vector<WordId> phrases;
  std::vector<WordId> pets;
  for (WordId id = 1; id < ids_.size(); ++id) {
    const std::string_view word = text(id);
    if ((natures_[id] & kWordLegalForm) != 0) {
      forms.push_back(id);
    }
    if (!is_plain(word) || word.size() < NearWords::kLeastLetters) {
      continue;
    }
    if (word.size() >= kLeastNumber && numbers.find(id) != nullptr) {
      phrases.push_back(id);
    }
    const auto* given = classes(id);
    if (given != nullptr && std::any_of(given->begin(), given->end(),
                                        [](std::uint16_t c) { return c != 0 && tier_of(c) == Tier::kShort; })) {
      pets.push_back(id);
    }
  }
  for (const WordId id : places.words_of_several()) {
    if (is_plain(text(id)) && text(id).size() >= NearWords::kLeastLetters) {
      phrases.push_back(id);
    }
  }
  form_words_.index(std::move(forms), ids_);
  phrase_words_.index(std::move(phrases), ids_);
  pet_names_.index(std::move(pets), ids_);
}

WordId Lexicon::nearest_form_word(std::string_view word, WordId id) const {
  return (nature(id) & kWordLegalForm) != 0 ? kUnknownWord : form_words_.nearest(word, ids_);
}

// --- words written together with others ---

namespace {

// Whether a word has no vowel, no consonant, or three consonants in a row: "gmbh", "oao", "ltda".
bool is_odd(std::string_view word) {
  std::size_t vowels = 0;
  std::size_t run = 0;
  std::size_t longest = 0;
  for (const char c : word) {
    const bool vowel = std::string_view("aeiouy").find(c) != std::string_view::npos;
    vowels += vowel ? 1 : 0;
    run = vowel ? 0 : run + 1;
    longest = std::max(longest, run);
  }
  return vowels == word.size() || longest >= 3 || vowels == 0;
}

// Whether people or firms bear the word.
bool is_in_use(std::string_view word) {
  char folded[kFoldGrowth * kMaxPartBytes];
  return word.size() <= kMaxPartBytes && frequency_of(form_hash({folded, fold_to(word, folded)})) != 0;
}

}  // namespace

void Lexicon::index_glue() {
  constexpr std::size_t kLeastStop = 2;
  constexpr std::size_t kLeastBody = 7;
  constexpr std::size_t kLeastTrade = 8;
  for (WordId id = 1; id < ids_.size(); ++id) {
    const std::string_view word = text(id);
    if (word.size() < kLeastStop ||
        !std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; })) {
      continue;
    }
    const Phrase* legal_form = legal_forms.find(id);
    const bool form = legal_form != nullptr && !legal_form->rare;
    const Phrase* generic = generics.find(id);
    // A form of vowels or consonants alone, or with three consonants in a row: no word begins or ends so.
    const bool odd = word.size() >= 3 && is_odd(word);
    const bool of_form = (natures_[id] & kWordLegalForm) != 0 && word.size() >= kLeastTrade;
    const bool body = generic != nullptr && generic->weight <= kWeightBody && word.size() >= kLeastBody;
    if (of_form || (form && (odd || word.size() >= kLeastFormWord || (natures_[id] & kWordDetachable) != 0)) || body) {
      natures_[id] |= kWordDetachable;
    } else if (generic != nullptr && generic->weight > kWeightStop && word.size() >= kLeastTrade) {
      natures_[id] |= kWordTrade;
    } else if (form || (generic != nullptr && generic->weight <= kWeightStop)) {
      natures_[id] |= kWordLoose;
    } else {
      continue;
    }
    glue_heads_[NearWords::head_of(word)].push_back(id);
    glue_tails_[NearWords::tail_of(word)].push_back(id);
  }
  const auto longer = [this](WordId a, WordId b) { return text(a).size() > text(b).size(); };
  for (ByLetters* glue : {&glue_heads_, &glue_tails_}) {
    for (std::vector<WordId>& words : *glue) {
      std::stable_sort(words.begin(), words.end(), longer);
    }
  }
}

std::string_view Lexicon::attached(std::string_view word, const ByLetters& glue, bool head, bool surely) const {
  constexpr std::size_t kLeastRest = 4;
  constexpr std::size_t kLeastRestOfLong = 2;
  constexpr std::size_t kLeastRestOfShort = 5;  // "AG Ents" is "agents"
  if (word.size() < kLeastRest + 2) {
    return {};
  }
  for (const WordId id : glue[head ? NearWords::head_of(word) : NearWords::tail_of(word)]) {
    const std::string_view piece = text(id);
    const bool detachable = (natures_[id] & kWordDetachable) != 0;
    if (surely && !detachable && (natures_[id] & kWordTrade) == 0) {
      continue;
    }
    const std::size_t least = detachable && piece.size() >= kLeastFormTogether ? kLeastRestOfLong
                              : !detachable && piece.size() == 2               ? kLeastRestOfShort
                                                                               : kLeastRest;
    if (word.size() < piece.size() + least || !(head ? word.starts_with(piece) : word.ends_with(piece))) {
      continue;
    }
    const std::string_view rest = head ? word.substr(piece.size()) : word.substr(0, word.size() - piece.size());
    const WordId other = ids_.find(rest);
    const bool known =
        generics.find(other) != nullptr || places.find(other) != nullptr || (natures_[other] & kWordDetachable) != 0;
    const bool trade = (natures_[id] & kWordTrade) != 0 && (surely || other != kUnknownWord || is_in_use(rest));
    if (detachable || known || trade) {
      return head ? word.substr(0, piece.size()) : word.substr(word.size() - piece.size());
    }
  }
  return {};
}

// --- Slavic adjectives ---

std::string_view adjective_stem(std::string_view word) {
  constexpr std::size_t kLeastStem = 5;
  // As the common romanisations write the endings of the nominative and genitive of all genders; the longer first.
  constexpr std::string_view kLast = "aioyjehm";  // of the endings
  if (word.size() <= kLeastStem || kLast.find(word.back()) == std::string_view::npos) {
    return {};
  }
  // Every stem ends in k or n, with one to three letters behind it.
  const auto may_end_stem = [word](std::size_t behind) {
    const char c = word[word.size() - 1 - behind];
    return c == 'k' || c == 'n';
  };
  if (!may_end_stem(1) && !may_end_stem(2) && !may_end_stem(3)) {
    return {};
  }
  static constexpr std::string_view kEndings[] = {
      "ogo", "oho", "ykh", "yye", "iye", "oye", "aya", "aia", "aja", "oie", "oje", "oyi", "iyi", "yi", "yy", "yj",
      "iy",  "ii",  "ij",  "oi",  "oy",  "oj",  "oe",  "ye",  "ie",  "ym",  "im",  "aa",  "y",   "i",  "a"};
  for (const std::string_view ending : kEndings) {
    if (word.back() == ending.back() && word.size() >= kLeastStem + ending.size() && word.ends_with(ending)) {
      const std::string_view stem = word.substr(0, word.size() - ending.size());
      const bool adjective = stem.ends_with("sk") || stem.ends_with("nn") ||
                             (ending.size() > 1 && stem.back() == 'n') || (stem.ends_with("ln") && ending != "a");
      if (adjective) {
        return stem;
      }
    }
  }
  return {};
}

std::string Lexicon::stem_key(std::string_view stem) {
  return "~" + std::string(stem);
}

const Phrase* Lexicon::inflected(const PhraseTable& table, std::string_view word) const {
  const std::string_view stem = adjective_stem(word);
  return stem.empty() ? nullptr : table.find(this->word(stem_key(stem)));
}

// --- reading the tables ---

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
        const WordId number = ids_.add(word);
        given_of_.resize(std::max<std::size_t>(given_of_.size(), number + 1));
        if (given_of_[number] == 0) {
          given_.emplace_back();
          given_of_[number] = static_cast<std::uint16_t>(given_.size());
        }
        auto& classes = given_[given_of_[number] - 1U];
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

void Lexicon::add_legal_form(const std::string& form, const Phrase& phrase) {
  legal_forms.add(form, phrase, ids_);
  std::string together = form;
  std::erase(together, ' ');
  if (together.size() < form.size() && together.size() >= kLeastFormTogether && together.size() <= kMaxPartBytes) {
    legal_forms.add(together, phrase, ids_);
  }
  // Two long words stand in either order ("Obshchestvo aktsionernoe").
  if (const std::size_t blank = form.find(' '); blank != std::string::npos && blank == form.rfind(' ') &&
                                                blank >= kLeastFormWord && form.size() > blank + kLeastFormWord) {
    legal_forms.add(form.substr(blank + 1) + " " + form.substr(0, blank), phrase, ids_);
  }
  // "Joint stockcompany", "S.A. DECV": a blank of a form of several words may be missing.
  for (std::size_t blank = form.find(' '); blank != std::string::npos && together.size() < form.size();
       blank = form.find(' ', blank + 1)) {
    std::string without = form;
    without.erase(blank, 1);
    if (without.find(' ') != std::string::npos) {
      legal_forms.add(without, phrase, ids_);
    }
  }
  for (const std::string_view word : split(form, ' ')) {
    if (!phrase.rare && word.size() >= kLeastFormWord) {
      mark(ids_.add(word), kWordLegalForm);
    }
  }
}

void Lexicon::read_legal_forms() {
  std::uint32_t line = 0;
  each_line(embedded::names_legal_forms(), [&](const std::vector<std::string_view>& fields) {
    ++line;
    Phrase phrase{(static_cast<std::uint32_t>(family(fields[0])) << 16U) | line, 0, 1};
    // The last column has rarer spellings, whose words are not looked for with slips or inside other words.
    for (std::size_t column = 2; column < std::min<std::size_t>(fields.size(), 4); ++column) {
      for (const std::string_view spelling : split(fields[column], ',')) {
        phrase.weak = spelling.starts_with('~');
        phrase.rare = column > 2;
        add_legal_form(canonical(phrase.weak ? spelling.substr(1) : spelling), phrase);
      }
    }
  });
}

void Lexicon::mark(WordId word, std::uint16_t nature) {
  natures_.resize(std::max<std::size_t>(natures_.size(), word + 1));
  natures_[word] = static_cast<std::uint16_t>(natures_[word] | nature);
}

void Lexicon::read_natures() {
  static constexpr struct {
    std::uint16_t nature;
    std::string_view words;
  } kNatures[] = {
      {kWordSuffix, "jr junior jnr snr sr hijo filho esq esquire phd cpa mp mep obe mbe kbe ret retd"},
      {kWordDegree,
       "md mba msc bsc cfa dds llb llm phd dphil frcs facs rn eng qc kc sc rtd retd mr mrs ms mme mlle dr"},
      {kWordServant,
       "abd abdul abdel abdal abdol abdoul abdool abdur abder abdu abdus abdes abdil abdou adbul abudl abdlu badul "
       "abdull"},
      {kWordDivine, "allah allh ullah ollah llah alla lah elah"},
      {kWordKunya, "abu abou abo umm um"},
      {kWordArticle, "al el ul"},
      {kWordDescent, "bin ibn bint binti"},
      {kWordDetachable, "sarl eurl sasu bvba eood"},
  };
  for (const auto& entry : kNatures) {
    for (const std::string_view word : split(entry.words, ' ')) {
      mark(ids_.add(word), entry.nature);
    }
  }
  each_line(embedded::names_honorifics(), [&](const std::vector<std::string_view>& fields) {
    for (const std::string_view title : split(fields[0], ',')) {
      const bool native = !title.empty() && static_cast<unsigned char>(title.front()) >= 0x80;
      if (native) {
        const std::string spelled = canonical(title);
        mark(ids_.add(spelled.substr(0, spelled.find(' '))), kWordNativeTitle);
      }
    }
  });
  each_line(embedded::names_papers(), [&](const std::vector<std::string_view>& fields) {
    for (const std::string_view word : split(fields[0], ',')) {
      mark(ids_.add(canonical(word)), kWordPaper);
    }
  });
  for (const std::string_view word : surname_spellings(false)) {
    mark(ids_.add(word), kWordChineseSurname);
  }
  for (const std::string_view word : surname_spellings(true)) {
    mark(ids_.add(word), kWordKoreanSurname);
  }
}

Lexicon::Lexicon() {
  read_legal_forms();
  read_phrases(embedded::names_honorifics(), honorifics, ids_);
  read_phrases(embedded::names_ship_prefixes(), ship_prefixes, ids_);
  each_line(embedded::names_particles(), [&](const std::vector<std::string_view>& fields) {
    if (fields[0] == "byname") {
      for (const std::string_view word : split(fields[1], ',')) {
        mark(ids_.add(canonical(word)), kWordByname);
      }
      return;
    }
    PhraseTable& table = fields[0] == "article" ? articles : fields[0] == "descent" ? descents : nobiliaries;
    for (const std::string_view word : split(fields[1], ',')) {
      table.add(canonical(word), {}, ids_);
    }
  });
  each_line(embedded::names_numbers(), [&](const std::vector<std::string_view>& fields) {
    for (const std::string_view word : split(fields[1], ',')) {
      const std::string spelled = canonical(word);
      if (!spelled.empty() && !(spelled[0] >= '0' && spelled[0] <= '9')) {
        numbers.add(spelled, {to_number(fields[0]), 0, 1}, ids_);
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
      const std::string word = canonical(spelling);
      Phrase place{group, weight, 1};
      place.seat = key.starts_with("c-cn-");
      places.add(word, place, ids_);
      if (const std::string_view stem = adjective_stem(word); !stem.empty()) {
        places.add(stem_key(stem), {group, weight, 1}, ids_);
      }
    }
  });
  group = 10000;
  each_line(embedded::names_generic(), [&](const std::vector<std::string_view>& fields) {
    const auto weight = static_cast<std::uint16_t>(to_number(fields[0]) * 10);
    for (const std::string_view item : split(fields[1], ',')) {
      ++group;
      for (const std::string_view spelling : split(item, ' ')) {
        const std::string word = canonical(spelling);
        if (word.find(' ') == std::string::npos) {
          generics.add(word, {group, weight, 1}, ids_);
          if (const std::string_view stem = adjective_stem(word); !stem.empty()) {
            generics.add(stem_key(stem), {group, weight, 1}, ids_);
          }
          const bool latin = spelling.front() >= 'a' && spelling.front() <= 'z';
          if (latin && word.size() >= kLeastLongGeneric && word[0] >= 'a') {
            long_generics_[static_cast<std::size_t>(word[0] - 'a')].push_back(ids_.add(word));
          }
        }
      }
    }
  });
  read_given_names();
  read_natures();
  natures_.resize(ids_.size());
  given_of_.resize(ids_.size());
  for (PhraseTable* table :
       {&legal_forms, &honorifics, &articles, &descents, &nobiliaries, &ship_prefixes, &numbers, &places, &generics}) {
    table->index(ids_.size());
  }
  index_near_words();
  index_glue();
}

const Lexicon& Lexicon::get() {
  static const Lexicon* const lexicon = new Lexicon();
  return *lexicon;
}

}  // namespace penumbra::names

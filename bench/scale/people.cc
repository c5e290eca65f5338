#include "people.h"

#include <array>
#include <cstddef>
#include <memory>
#include <utility>

namespace penumbra::bench {
namespace {

// The vocabularies of a culture, made ready once.
struct Stock {
  Vocabulary male;
  Vocabulary female;
  Vocabulary family;
  ZipfMandelbrot family_signs;
  ZipfMandelbrot given_signs;
};

Sounds given_sounds(const Culture& culture) {
  Sounds sounds = culture.sounds;
  if (!culture.given_endings.empty()) sounds.endings = culture.given_endings;
  return sounds;
}

std::uint32_t signs(std::span<const Character> table) {
  return static_cast<std::uint32_t>(table.size());
}

std::vector<std::unique_ptr<const Stock>> make_stocks() {
  std::vector<std::unique_ptr<const Stock>> stocks;
  for (const Culture& c : cultures()) {
    const Sounds given = given_sounds(c);
    stocks.push_back(std::make_unique<const Stock>(
        Stock{Vocabulary(c.male, given, c.given_law.words, c.given_law.offset, c.given_law.eighths),
              Vocabulary(c.female, given, c.given_law.words, c.given_law.offset, c.given_law.eighths),
              Vocabulary(c.family, c.sounds, c.family_law.words, c.family_law.offset, c.family_law.eighths),
              // Ten families of East Asia bear a third of the people, and given names are near to even.
              ZipfMandelbrot(signs(family_characters(c.writing)), 2, 8),
              ZipfMandelbrot(signs(given_characters(c.writing)), 20, 8)}));
  }
  return stocks;
}

const Stock& stock_of(std::size_t culture) {
  static const std::vector<std::unique_ptr<const Stock>> kStocks = make_stocks();
  return *kStocks[culture];
}

std::size_t draw_culture(Random& random) {
  std::size_t point = random.below(1000);
  std::size_t at = 0;
  for (const Culture& culture : cultures()) {
    if (point < culture.share || at + 1 == cultures().size()) return at;
    point -= culture.share;
    ++at;
  }
  return 0;
}

bool vowel(char c) {
  return std::string_view("aeiouy").find(c) != std::string_view::npos;
}

// "ivan" -> "ivanovich", "ivanovna".
std::string patronymic(std::string father, bool female) {
  const bool soft = father.ends_with("y") || father.ends_with("ey") || father.ends_with("iy");
  while (!father.empty() && vowel(father.back())) father.pop_back();
  father += soft ? "ye" : "o";
  father += female ? "vna" : "vich";
  return father;
}

// "ivanov" -> "ivanova", "zhukovskiy" -> "zhukovskaya".
std::string feminine(std::string family) {
  if (family.ends_with("skiy")) return family.substr(0, family.size() - 2) + "aya";
  if (family.ends_with("ov") || family.ends_with("ev") || family.ends_with("in")) family += 'a';
  return family;
}

Piece piece(const Culture& culture, std::string latin) {
  std::string native = write_in(culture.writing, latin);
  return {std::move(latin), std::move(native)};
}

Person draw_eastern(const Culture& culture, const Stock& stock, Random& random) {
  Person person;
  person.culture = &culture;
  person.family_first = true;
  const Character& family = family_characters(culture.writing)[stock.family_signs.draw(random)];
  person.family.push_back({std::string(family.latin), std::string(family.native)});
  const std::span<const Character> table = given_characters(culture.writing);
  const Character& first = table[stock.given_signs.draw(random)];
  Piece given{std::string(first.latin), std::string(first.native)};
  if (random.below(100) < 82) {
    const Character& second = table[stock.given_signs.draw(random)];
    given.native += second.native;
    // One word for Chinese, hyphen or blank for Korean.
    if (culture.writing == Writing::kHangul) given.latin += random.below(2) == 0 ? "-" : " ";
    given.latin += second.latin;
  }
  person.given.push_back(std::move(given));
  return person;
}

void draw_middle(Person& person, const Culture& culture, const Stock& stock, const Vocabulary& givens, bool female,
                 Random& random) {
  switch (culture.build) {
    case Build::kRussian:
      if (random.below(100) < 88) person.middle.push_back(piece(culture, patronymic(stock.male.draw(random), female)));
      break;
    case Build::kArabic:
      for (std::size_t ancestors = random.below(4); ancestors > 0; --ancestors) {
        if (random.below(100) < 30)
          person.middle.push_back(piece(culture, female && person.middle.empty() ? "bint" : "bin"));
        person.middle.push_back(piece(culture, stock.male.draw(random)));
      }
      break;
    case Build::kWestern:
    case Build::kSpanish:
      if (random.below(100) < 35) person.given.push_back(piece(culture, givens.draw(random)));
      break;
    case Build::kEastern:
    case Build::kJapanese:
      break;
  }
}

template <typename Put>
void each_word(const std::vector<Piece>& pieces, Put put) {
  for (const Piece& p : pieces) put(p);
}

void append_word(std::string& out, std::string_view word, std::string_view gap = " ") {
  if (word.empty()) return;
  if (!out.empty()) out += gap;
  out += word;
}

struct Exchange {
  std::string_view from;
  std::string_view to;
  bool both = true;
};

// Pairs by which romanisations of one name differ; `both`: in either direction.
constexpr Exchange kExchanges[] = {
    {"kh", "h"},        {"y", "i"},         {"iy", "y"},  {"ou", "u"},   {"ee", "i"}, {"sh", "sch"},
    {"j", "dj"},        {"ya", "ia"},       {"yu", "iu"}, {"ks", "x"},   {"v", "w"},  {"q", "k"},
    {"ph", "f"},        {"c", "k"},         {"mm", "m"},  {"ss", "s"},   {"ll", "l"}, {"dd", "d"},
    {"u", "o"},         {"e", "i"},         {"ay", "ai"}, {"ts", "tz"},  {"th", "t"}, {"gh", "g"},
    {"aa", "a", false}, {"uu", "u", false}, {"zh", "j"},  {"ch", "tch"}, {"z", "s"},  {"ah", "a", false},
};

}  // namespace

Person draw_person(Random& random) {
  const std::size_t number = draw_culture(random);
  const Culture& culture = cultures()[number];
  const Stock& stock = stock_of(number);
  if (culture.build == Build::kEastern) return draw_eastern(culture, stock, random);
  Person person;
  person.culture = &culture;
  person.family_first = culture.build == Build::kJapanese;
  const bool female = random.below(100) < 30;
  const Vocabulary& givens = female ? stock.female : stock.male;
  person.given.push_back(piece(culture, givens.draw(random)));
  draw_middle(person, culture, stock, givens, female, random);
  for (int families = culture.build == Build::kSpanish ? 2 : 1; families > 0; --families) {
    std::string family = stock.family.draw(random);
    if (culture.build == Build::kRussian && female) family = feminine(std::move(family));
    if (culture.build == Build::kArabic && family.ends_with("i") && !family.starts_with("al-")) family.insert(0, "al-");
    person.family.push_back(piece(culture, std::move(family)));
  }
  return person;
}

std::string title_case(std::string_view text) {
  std::string out(text);
  bool start = true;
  for (char& c : out) {
    if (start && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    start = c == ' ' || c == '-';
  }
  return out;
}

std::string upper_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

std::string write_listed(const Person& person, bool capitals) {
  std::string family;
  for (const Piece& p : person.family) append_word(family, p.latin);
  std::string rest;
  for (const Piece& p : person.given) append_word(rest, p.latin);
  for (const Piece& p : person.middle) append_word(rest, p.latin);
  return (capitals ? upper_case(family) : title_case(family)) + ", " + title_case(rest);
}

std::string write_plain(const Person& person) {
  std::string out;
  const auto put = [&](const Piece& p) { append_word(out, p.latin); };
  if (person.family_first) each_word(person.family, put);
  each_word(person.given, put);
  each_word(person.middle, put);
  if (!person.family_first) each_word(person.family, put);
  return title_case(out);
}

std::string write_native(const Person& person) {
  if (person.culture->writing == Writing::kNone) return {};
  const bool han = person.culture->build == Build::kEastern;
  std::string out;
  const auto put = [&](const Piece& p) { append_word(out, p.native, han ? "" : " "); };
  if (person.family_first) each_word(person.family, put);
  each_word(person.given, put);
  each_word(person.middle, put);
  if (!person.family_first) each_word(person.family, put);
  return out;
}

std::string respell(std::string_view latin, Random& random) {
  std::string out(latin);
  std::size_t wanted = 1 + random.below(2);
  // Starts anywhere in the table and goes round, so that a name finds an exchange if there is one.
  const std::size_t count = std::size(kExchanges);
  std::size_t at = random.below(count);
  for (std::size_t tried = 0; tried < count && wanted > 0; ++tried, at = (at + 1) % count) {
    const bool forth = random.below(2) == 0 || !kExchanges[at].both;
    const std::string_view from = forth ? kExchanges[at].from : kExchanges[at].to;
    const std::string_view to = forth ? kExchanges[at].to : kExchanges[at].from;
    // Not the first letter of the name: that one lists seldom vary.
    const std::size_t place = out.find(from, 1);
    if (place == std::string::npos) continue;
    out.replace(place, from.size(), to);
    --wanted;
  }
  return out;
}

}  // namespace penumbra::bench

#include "firms.h"

#include <cstddef>

#include "cultures.h"
#include "people.h"

namespace penumbra::bench {
namespace {

constexpr std::string_view kBrands =
    "global international united national star golden royal first pacific atlantic eastern western northern southern "
    "new "
    "general universal modern premier prime alpha delta omega sigma apex summit orient silk sun moon sky ocean sea "
    "blue "
    "green red white black silver diamond crystal eagle falcon lion tiger phoenix dragon horizon victory unity peace "
    "progress future vision power energy titan atlas mercury apollo neptune jupiter orion polaris vega zenith crown "
    "empire capital trans inter euro asia africa arab gulf baltic caspian volga ural nord sever vostok zapad";

constexpr std::string_view kActivities =
    "trading shipping group holding services company engineering industries investment construction bank oil petroleum "
    "gas energy transport logistics technology electronics import export general management consulting development "
    "marine maritime chemical steel metal mining aviation airlines finance capital insurance systems solutions "
    "industrial manufacturing foundation institute research university center association commercial exchange food "
    "agricultural textile medical pharmaceutical telecommunications communications security media tourism travel real "
    "estate properties machinery equipment motors automotive cement power electric petrochemical plastics paper timber "
    "gold jewelry design printing software network data space aerospace defense optical instruments precision tools";

constexpr std::string_view kPlaces =
    "moscow dubai iran tehran russia china beijing shanghai london istanbul cyprus hong-kong panama syria damascus "
    "lebanon beirut iraq baghdad kabul afghanistan pakistan karachi india mumbai singapore malaysia indonesia turkey "
    "ankara egypt cairo libya tripoli sudan khartoum yemen sanaa qatar doha kuwait oman muscat bahrain belarus minsk "
    "ukraine kiev crimea kazakhstan almaty tashkent baku georgia tbilisi armenia yerevan latvia riga estonia tallinn "
    "germany hamburg berlin france paris italy milan spain madrid geneva zurich vienna prague warsaw budapest sofia "
    "belgrade athens malta mexico bogota colombia venezuela caracas cuba havana brazil lagos nigeria kenya nairobi "
    "samara kazan murmansk novosibirsk sevastopol rostov perm omsk tomsk ufa tula shenzhen guangzhou dalian ningbo";

struct Forms {
  std::string_view form;
  std::string_view other;
  unsigned share;  // of a hundred companies
  bool first;
};
constexpr Forms kForms[] = {
    {"LLC", "Limited Liability Company", 18, false},
    {"Ltd", "Limited", 17, false},
    {"Co., Ltd.", "Company Limited", 11, false},
    {"OOO", "Limited Liability Company", 8, true},
    {"Inc.", "Incorporated", 6, false},
    {"GmbH", "Gesellschaft mit beschraenkter Haftung", 4, false},
    {"S.A.", "SA", 6, false},
    {"JSC", "Joint Stock Company", 5, false},
    {"AO", "Joint Stock Company", 4, true},
    {"FZE", "Free Zone Establishment", 4, false},
    {"S.A. de C.V.", "SA de CV", 4, false},
    {"PJSC", "Public Joint Stock Company", 2, false},
    {"", "", 11, false},
};

constexpr Sounds kFirmSounds{"b br c d dr f g gl h k kr l m n p pl r s st t tr v z -", "a e i o u ia eo",
                             "- n r l s x m t",
                             "ex on tech max ko co prom stroy invest trans met nex ta is um or ia el in net com trade"};

constexpr std::string_view kShips =
    "star sea ocean lady queen king spirit pearl victory hope grace fortune glory happy golden silver blue princess "
    "pride dream wind wave sun moon eagle dolphin phoenix dragon rose diamond crystal crown horizon explorer pioneer "
    "voyager navigator champion trader carrier express bridge cape gulf bay island river atlantic pacific orient nord "
    "santa maria anna sofia elena amber jade emerald sapphire ruby noble brave swift lucky sunny bright new";

struct Stock {
  Vocabulary brands{kBrands, kFirmSounds, 600'000, 30, 9};
  Vocabulary ships{kShips, kFirmSounds, 60'000, 20, 9};
  std::vector<std::string_view> activities = split_table(kActivities);
  std::vector<std::string_view> places = split_table(kPlaces);
  ZipfMandelbrot activity{static_cast<std::uint32_t>(activities.size()), 6, 8};
  ZipfMandelbrot place{static_cast<std::uint32_t>(places.size()), 8, 8};
};

const Stock& stock() {
  static const Stock kStock;
  return kStock;
}

const Forms& draw_form(Random& random) {
  std::size_t point = random.below(100);
  for (const Forms& form : kForms) {
    if (point < form.share) return form;
    point -= form.share;
  }
  return kForms[0];
}

void append_word(std::string& out, std::string_view word) {
  if (word.empty()) return;
  if (!out.empty()) out += ' ';
  out += word;
}

}  // namespace

Firm draw_firm(Random& random) {
  Firm firm;
  const Stock& words = stock();
  if (random.below(100) < 18) {
    const Person owner = draw_person(random);  // firms are often called after their owners
    firm.core = owner.family.front().latin;
    if (random.below(4) == 0) firm.core += random.below(2) == 0 ? " and sons" : " brothers";
  } else {
    firm.core = words.brands.draw(random);
    if (random.below(100) < 30) firm.core += ' ' + words.brands.draw(random);
  }
  for (std::size_t count = random.below(4); count > 0; --count) {
    firm.activities.emplace_back(words.activities[words.activity.draw(random)]);
  }
  if (random.below(100) < 22) firm.place = words.places[words.place.draw(random)];
  const Forms& form = draw_form(random);
  firm.form = form.form;
  firm.form_first = form.first;
  return firm;
}

std::string write_firm(const Firm& firm) {
  std::string words = firm.core;
  for (const std::string& activity : firm.activities) append_word(words, activity);
  append_word(words, firm.place);
  std::string out = firm.form_first ? firm.form : std::string();
  append_word(out, title_case(words));
  if (!firm.form_first) append_word(out, firm.form);
  return out;
}

std::string other_form(const Firm& firm, Random& random) {
  if (random.below(3) == 0) return {};
  for (const Forms& form : kForms) {
    if (form.form == firm.form) return std::string(form.other);
  }
  return {};
}

std::string draw_vessel(Random& random) {
  const Stock& words = stock();
  std::string name = words.ships.draw(random);
  if (random.below(100) < 55) name += ' ' + words.ships.draw(random);
  if (random.below(100) < 22) name += ' ' + std::to_string(1 + random.below(random.below(4) == 0 ? 100 : 12));
  return upper_case(name);
}

std::string draw_aircraft(Random& random) {
  constexpr std::string_view kMarks[] = {"EP-", "YV", "RA-", "YK-", "P-", "N", "5A-", "EW-", "VP-C", "9M-"};
  std::string name(kMarks[random.below(std::size(kMarks))]);
  const bool digits = random.below(2) == 0;
  for (int i = digits ? 4 : 3; i > 0; --i) {
    name += digits ? static_cast<char>('0' + random.below(10)) : static_cast<char>('A' + random.below(26));
  }
  return name;
}

}  // namespace penumbra::bench

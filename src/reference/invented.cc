#include "reference/invented.h"

#include <array>
#include <span>
#include <string_view>

namespace penumbra::reference {
namespace {

constexpr std::array<std::string_view, 40> kGiven{
    "Ivan",   "Nikolai", "Maria",  "Mohammed", "Ali",  "Yusuf",  "William", "Robert", "Elena",  "Chen",
    "Li",     "Kim",     "Fatima", "Abdul",    "Jose", "Carlos", "Anna",    "Dmitri", "Sergey", "Oleksandr",
    "Hassan", "Omar",    "Pierre", "Jean",     "Hans", "Giulia", "Ahmad",   "Wei",    "Min",    "Juan",
    "Olga",   "Viktor",  "Samuel", "Ibrahim",  "Zaw",  "Aung",   "Nguyen",  "Tran",   "Sofia",  "Pavel"};
constexpr std::array<std::string_view, 44> kFamily{
    "Petrovsky", "Ivanenko",    "Smirnitsky",     "Al-Masrani", "bin Rashidan", "Haddadi",   "Kovalchenko",
    "Müllersen", "Dubois",      "Garcíaz",        "Rodriguezo", "Wangfu",       "Zhangli",   "Parkson",
    "Leewood",   "O'Donnellan", "van der Bergen", "Lopezito",   "Kimura",       "Tanakawa",  "Sokolovich",
    "Orlovin",   "Bairakov",    "Nazarbekov",     "Rahmanov",   "Husseini",     "Qaderi",    "Zadeh",
    "Mokhberi",  "Thanavong",   "Phamtran",       "Okonkwoba",  "Diallone",     "Mbekani",   "Santosa",
    "Suharno",   "Gunawardena", "Perezoso",       "Castrillo",  "Moralez",      "Aydinoglu", "Yildizhan",
    "Kayaoglu",  "Lim"};
constexpr std::array<std::string_view, 24> kFirm{
    "Orbita",  "Zvezdny", "Northern",  "Meridian", "Al Noor", "Golden Falcon", "Pars",   "Tekhnika",
    "Sputnik", "Delta",   "Hanjiang",  "Tianhe",   "Baltic",  "Crescent",      "Aurora", "Polyot",
    "Energia", "Vostok",  "Mashinery", "Kronos",   "Gamma",   "Sino",          "Euro",   "Quantum"};
constexpr std::array<std::string_view, 18> kTrade{
    "Trading",     "Bank",         "Shipping",   "Aerospace", "Institute", "Electronics", "Research Institute",
    "Oil and Gas", "Holding",      "Industry",   "Space",     "Defence",   "Systems",     "Logistics",
    "Chemical",    "Construction", "Foundation", "Services"};
constexpr std::array<std::string_view, 12> kForm{"LLC",  "Ltd",  "OOO",       "JSC", "GmbH", "S.A.",
                                                 "A.S.", "PJSC", "Co., Ltd.", "Inc", "FZE",  ""};
constexpr std::array<std::string_view, 14> kOtherScripts{"Иван Петрович Сидоренко",
                                                         "Мария Ковальчук",
                                                         "محمد علي الحسني",
                                                         "عبد الرحمن بن يوسف",
                                                         "王小明",
                                                         "李建国",
                                                         "김철수",
                                                         "山本太郎",
                                                         "Γιώργος Παπαδόπουλος",
                                                         "დავით ბერიძე",
                                                         "Արամ Պետրոսյան",
                                                         "חיים כהן",
                                                         "ООО Звезда Север",
                                                         "中国航天技术研究所"};

std::string_view pick(std::span<const std::string_view> table, Random& random) {
  return table[random.below(table.size())];
}

}  // namespace

std::string invented_person(Random& random) {
  std::string name(pick(kGiven, random));
  if (random.below(3) == 0) name += " " + std::string(pick(kGiven, random));
  name += " " + std::string(pick(kFamily, random));
  if (random.below(6) == 0) name += "-" + std::string(pick(kFamily, random));
  return name;
}

std::string invented_firm(Random& random) {
  std::string name(pick(kFirm, random));
  if (random.below(3) == 0) name += " " + std::string(pick(kFirm, random));
  name += " " + std::string(pick(kTrade, random));
  if (random.below(5) == 0) name += " No. " + std::to_string(1 + random.below(30));
  const std::string_view form = pick(kForm, random);
  return form.empty() ? name : name + " " + std::string(form);
}

// `count` entities with one to three names each.
std::vector<model::Entity> invented_list(std::size_t count, std::uint64_t seed) {
  Random random(seed);
  std::vector<model::Entity> list(count);
  for (std::size_t i = 0; i < count; ++i) {
    model::Entity& entity = list[i];
    entity.id = "inv-" + std::to_string(i);
    switch (random.below(8)) {
      case 0:
        entity.schema = "Vessel";
        entity.add("name", "MV " + std::string(pick(kFirm, random)) + " " + std::to_string(1 + random.below(9)));
        break;
      case 1:
      case 2:
      case 3:
        entity.schema = "Company";
        entity.add("name", invented_firm(random));
        if (random.below(2) == 0) entity.add("alias", invented_firm(random));
        break;
      default:
        entity.schema = "Person";
        entity.add("name", invented_person(random));
        if (random.below(2) == 0) entity.add("alias", invented_person(random));
        if (random.below(5) == 0) entity.add("weakAlias", pick(kGiven, random));
        if (random.below(4) == 0) entity.add("alias", pick(kOtherScripts, random));
    }
  }
  return list;
}

}  // namespace penumbra::reference

#include <algorithm>
#include <array>
#include <charconv>

#include "evidence/weigh.h"
#include "model/schema.h"
#include "text/normalise.h"
#include "text/transliterate.h"

namespace penumbra::evidence {
namespace {

// Most values of one kind that are read: lists have some dozens, hostile input any number.
constexpr std::size_t kMaxValues = 256;
// Addresses are compared word by word, each with each.
constexpr std::size_t kMaxAddresses = 32;

std::string fold(std::string_view text) {
  constexpr std::size_t kMaxBytes = 256;
  std::string out;
  std::u32string word;
  const auto end_word = [&] {
    out += text::to_latin(word);
    word.clear();
  };
  for (const char32_t c : text::normalise(text, kMaxBytes).text) {
    if (c <= 0x20 || c == '-' || c == '.' || c == ',' || c == '\'') {
      end_word();
    } else {
      word.push_back(c);
    }
  }
  end_word();
  return out;
}

void add(std::vector<std::string>& to, std::string value) {
  if (value.empty() || to.size() >= kMaxValues || std::find(to.begin(), to.end(), value) != to.end()) return;
  to.push_back(std::move(value));
}

void add_date(std::vector<DateSpan>& to, std::string_view text) {
  if (to.size() >= kMaxValues) return;
  if (auto date = read_date(text)) to.push_back(*std::move(date));
}

std::string gender_of(std::string_view text) {
  const std::string word = fold(text);
  for (const std::string_view male : {"male", "m", "man", "muzhskoi", "muzhskoy", "mannlich", "masculin"}) {
    if (word == male) return "male";
  }
  for (const std::string_view female : {"female", "f", "woman", "zhenskii", "zhenskiy", "weiblich", "feminin", "w"}) {
    if (word == female) return "female";
  }
  return {};
}

std::int64_t whole_number(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      digits.push_back(c);
    } else if (c == '.') {
      break;
    } else if (c != ',' && c != ' ') {
      if (!digits.empty()) break;
    }
  }
  std::int64_t out = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), out);
  return read.ec == std::errc() ? out : 0;
}

}  // namespace

Facts facts_of(const model::Entity& entity) {
  Facts out;
  out.schema = entity.schema;
  bool several_genders = false;
  const bool is_address = entity.schema == "Address";
  std::string address_parts;
  for (const model::Value& value : entity.values) {
    const std::string_view property = value.property;
    const std::string_view text = value.text;
    if (property == "birthDate") {
      add_date(out.born, text);
    } else if (property == "deathDate") {
      add_date(out.died, text);
    } else if (property == "incorporationDate") {
      add_date(out.incorporated, text);
    } else if (property == "buildDate") {
      add_date(out.built, text);
    } else if (property == "country" || property == "nationality" || property == "citizenship" ||
               property == "mainCountry" || property == "flag" || property == "jurisdiction") {
      std::string code = country_code(text);
      if (property == "jurisdiction") add(out.jurisdictions, code);
      add(out.countries, std::move(code));
    } else if (property == "birthCountry" || property == "pastFlags") {
      add(out.more_countries, country_code(text));
    } else if (property == "gender") {
      const std::string gender = gender_of(text);
      several_genders = several_genders || (!gender.empty() && !out.gender.empty() && gender != out.gender);
      if (!gender.empty()) out.gender = gender;
    } else if (property == "address" || (is_address && property == "full")) {
      if (out.addresses.size() < kMaxAddresses) out.addresses.push_back(read_address(text));
    } else if (is_address && (property == "street" || property == "city" || property == "postalCode" ||
                              property == "region" || property == "state")) {
      address_parts += (address_parts.empty() ? "" : ", ") + value.text;
      if (property == "city") add(out.cities, fold(text));
    } else if (property == "grossRegisteredTonnage" || (property == "tonnage" && out.tonnage == 0)) {
      out.tonnage = whole_number(text);
    } else if (property == "firstName") {
      add(out.given, fold(text));
    } else if (property == "lastName") {
      add(out.family, fold(text));
    }
  }
  if (several_genders) out.gender.clear();
  if (!address_parts.empty() && out.addresses.empty()) out.addresses.push_back(read_address(address_parts));
  std::vector<std::string> all = out.countries;
  all.insert(all.end(), out.more_countries.begin(), out.more_countries.end());
  out.identifiers = identifiers_of(entity, all);
  return out;
}

bool is_evidence(std::string_view property) {
  constexpr std::array<std::string_view, 16> kRead{"birthDate",    "deathDate",    "incorporationDate",
                                                   "buildDate",    "country",      "nationality",
                                                   "citizenship",  "flag",         "mainCountry",
                                                   "jurisdiction", "birthCountry", "pastFlags",
                                                   "gender",       "address",      "grossRegisteredTonnage",
                                                   "tonnage"};
  return std::find(kRead.begin(), kRead.end(), property) != kRead.end() || is_identifier(property);
}

bool is_readable(std::string_view property, std::string_view text) {
  model::Entity entity;
  entity.add(property, text);
  const Facts facts = facts_of(entity);
  return !facts.identifiers.empty() || !facts.born.empty() || !facts.died.empty() || !facts.incorporated.empty() ||
         !facts.built.empty() || !facts.countries.empty() || !facts.more_countries.empty() || !facts.gender.empty() ||
         !facts.addresses.empty() || facts.tonnage > 0 || !facts.family.empty();
}

bool kinds_compatible(std::string_view a, std::string_view b) {
  const model::Schema* x = model::Vocabulary::get().find(a);
  const model::Schema* y = model::Vocabulary::get().find(b);
  if (x == nullptr || y == nullptr) return true;
  return x->is_a(b) || y->is_a(a) || (x->is_a("Organization") && y->is_a("Organization"));
}

}  // namespace penumbra::evidence

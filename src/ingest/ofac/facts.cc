// What a labelled value becomes: one case per kind of label, shared by all of OFAC's formats.
#include "ingest/ofac/facts.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/digest.h"
#include "ingest/places.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest::ofac {
namespace {

// A span longer than this says nothing that could tell two people apart.
constexpr int kMaxSpanYears = 30;

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};

std::optional<int> number(std::string_view text, int low, int high) {
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size() || value < low || value > high) return std::nullopt;
  return value;
}

std::optional<int> month(std::string_view text) {
  const std::string low = ascii_lower(text.substr(0, 3));
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (low == kMonths[i]) return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

void keep_as_note(std::string_view label, std::string_view value, model::Entity& party, Mapping& mapping) {
  std::string text(label);
  if (!text.empty() && !value.empty()) text += ' ';
  text += value;
  mapping.note(party, text);
}

void unread(std::string_view label, std::string_view value, model::Entity& party, const Place& position,
            Mapping& mapping) {
  mapping.report(model::FindingLevel::kWarning, "unread-value",
                 "a value of \"" + std::string(label) + "\" could not be read and is kept in notes", position);
  keep_as_note(label, value, party, mapping);
}

std::string_view unquote(std::string_view text) {
  text = trim(text);
  if (text.size() >= 2 && text.front() == '\'' && text.back() == '\'') return text.substr(1, text.size() - 2);
  return text;
}

// "7708503727 (Russia) issued 16 Oct 2009 expires 2019 (Jalisco)" taken apart.
NumberParts take_apart(std::string_view text) {
  NumberParts out;
  std::string_view head = trim(text);
  for (const auto& [word, target] :
       {std::pair{std::string_view(" expires "), &out.expires}, std::pair{std::string_view(" issued "), &out.issued}}) {
    const std::size_t at = head.rfind(word);
    if (at == std::string_view::npos) continue;
    const auto date = parse_date(head.substr(at + word.size()));
    if (date.has_value()) {
      *target = date->to_string();
    } else {
      out.complete = false;
    }
    head = trim(head.substr(0, at));
  }
  while (head.size() > 2 && head.back() == ')') {
    const std::size_t open = head.rfind(" (");
    if (open == std::string_view::npos) break;
    const std::string_view inside = head.substr(open + 2, head.size() - open - 3);
    const auto code = country_code(inside);
    if (code.has_value() && !code->empty() && out.country.empty()) {
      out.country = *code;
    } else {
      out.complete = false;  // a province, a register's name: the document keeps the whole text
    }
    head = trim(head.substr(0, open));
  }
  out.number = head;
  return out;
}

void apply_number(const Label& label, std::string_view shown_label, std::string_view value, model::Entity& party,
                  PartyFacts& facts, const Place& position, Mapping& mapping) {
  const NumberParts parts = take_apart(value);
  if (parts.number.empty()) {
    unread(shown_label, value, party, position, mapping);
    return;
  }
  apply_number_parts(label, shown_label, parts, value, party, facts, position, mapping);
}

void apply_wallet(std::string_view value, model::Entity& party, PartyFacts& facts, const Place& position,
                  Mapping& mapping) {
  std::string_view rest = trim(value);
  if (rest.starts_with("-")) rest = trim(rest.substr(1));
  const std::size_t blank = rest.find(' ');
  const std::string_view address = blank == std::string_view::npos ? "" : trim(rest.substr(blank));
  if (address.empty() || address.find(' ') != std::string_view::npos) {
    unread("Digital Currency Address", value, party, position, mapping);
    return;
  }
  model::Entity wallet;
  wallet.id = party.id + "-wallet-" + base::sha256_hex(address).substr(0, 12);
  wallet.schema = "CryptoWallet";
  wallet.evidence = party.evidence;
  wallet.evidence.record += facts.span;
  wallet.add("publicKey", address);
  wallet.add("currency", rest.substr(0, blank));
  wallet.add("holder", party.id);
  facts.documents.push_back(std::move(wallet));
}

void apply_date(const Label& label, std::string_view shown_label, std::string_view value, model::Entity& party,
                const Place& position, Mapping& mapping) {
  bool imprecise = false;
  const std::vector<std::string> dates = parse_date_span(value, imprecise);
  if (dates.empty()) {
    unread(shown_label, value, party, position, mapping);
    return;
  }
  for (const std::string& date : dates) mapping.put(party, label.property, date, position);
  if (imprecise) keep_as_note(shown_label, value, party, mapping);
}

// "(EO 14024 Directive 2): 24 Feb 2022" or "(CMIC) 02 Aug 2021".
bool apply_directive_date(bool effective, std::string_view value, PartyFacts& facts) {
  value = trim(value);
  if (!value.starts_with("(")) return false;
  const std::size_t close = value.find(')');
  if (close == std::string_view::npos) return false;
  const std::string_view key = trim(value.substr(1, close - 1));
  std::string_view rest = value.substr(close + 1);
  if (rest.starts_with(":")) rest.remove_prefix(1);
  const auto date = parse_date(rest);
  if (!date.has_value()) return false;
  std::pair<std::string, std::string> target;
  if (key.starts_with("EO ")) {
    const std::size_t word = key.find(" Directive ");
    if (word == std::string_view::npos) return false;
    target = {std::string(trim(key.substr(3, word - 3))), ascii_lower(trim(key.substr(word + 11)))};
  } else {
    target = {std::string(key), ""};
  }
  DirectiveDates& dates = facts.directives[target];
  (effective ? dates.effective : dates.listed) = *date;
  return true;
}

bool apply_directive(std::string_view order, std::string_view value, PartyFacts& facts) {
  constexpr std::string_view kSubject = "Subject to Directive ";
  const std::size_t at = value.find(kSubject);
  if (at == std::string_view::npos) return false;
  std::string_view directive = value.substr(at + kSubject.size());
  std::size_t end = 0;
  while (end < directive.size() && directive[end] != ' ' && directive[end] != '.' && directive[end] != ',') ++end;
  directive = directive.substr(0, end);
  if (directive.empty() || directive.size() > 4) return false;
  (void)facts.directives[{std::string(order), ascii_lower(directive)}];
  return true;
}

}  // namespace

std::optional<PartialDate> parse_date(std::string_view text) {
  text = trim(text);
  if (const auto iso = PartialDate::parse(text); iso.ok() && iso->known() && iso->bound() == Bound::kExact) return *iso;
  std::vector<std::string_view> words;
  for (const std::string_view word : split(text, " ")) {
    if (!word.empty()) words.push_back(word);
  }
  const auto in_year = [&](std::size_t index) { return number(words[index], 1000, 2999); };
  if (words.size() == 2) {
    const auto m = month(words[0]);
    const auto y = in_year(1);
    if (!m || !y) return std::nullopt;
    return PartialDate(*Date::from_ymd(*y, *m, 1), Precision::kMonth, Bound::kExact);
  }
  if (words.size() == 3) {
    const auto d = number(words[0], 1, 31);
    const auto m = month(words[1]);
    const auto y = in_year(2);
    if (!d || !m || !y) return std::nullopt;
    const auto day = Date::from_ymd(*y, *m, *d);
    if (!day) return std::nullopt;
    return PartialDate(*day);
  }
  return std::nullopt;
}

std::vector<std::string> parse_date_span(std::string_view text, bool& imprecise) {
  text = trim(text);
  imprecise = false;
  if (starts_with_ci(text, "circa ")) {
    imprecise = true;
    text = trim(text.substr(6));
  }
  if (const auto one = parse_date(text)) {
    // "circa 01 Jan 1961" claims no day.
    if (imprecise) return {std::to_string(one->first().year())};
    return {one->to_string()};
  }
  std::string_view low;
  std::string_view high;
  if (const std::size_t to = text.find(" to "); to != std::string_view::npos) {
    low = text.substr(0, to);
    high = text.substr(to + 4);
  } else if (const std::size_t dash = text.find('-'); dash != std::string_view::npos) {
    low = text.substr(0, dash);
    high = text.substr(dash + 1);
  } else {
    return {};
  }
  const auto first = parse_date(low);
  const auto last = parse_date(high);
  if (!first || !last) return {};
  const int from = first->first().year();
  const int to = last->last().year();
  if (to < from || to - from > kMaxSpanYears) return {};
  imprecise = true;
  std::vector<std::string> out;
  for (int year = from; year <= to; ++year) out.push_back(std::to_string(year));
  return out;
}

model::Entity make_document(const model::Entity& party, std::string_view type, std::string_view label_number,
                            std::string_view code) {
  model::Entity document;
  document.schema = type.ends_with("Passport") ? "Passport" : "Identification";
  std::string key(type);
  key += '\0';
  key += label_number;
  key += '\0';
  key += code;
  document.id = party.id + "-doc-" + base::sha256_hex(key).substr(0, 12);
  document.evidence = party.evidence;
  document.add("holder", party.id);
  document.add("type", type);
  document.add("number", tidy(label_number));
  if (document.schema == "Passport") document.add("passportNumber", tidy(label_number));
  document.add("country", code);
  return document;
}

void put_number(model::Entity& party, std::string_view property, std::string_view value, std::string_view country,
                const Place& position, Mapping& mapping) {
  // Russian numbers have properties of their own, told apart by their length: INN 10 or 12 digits, OGRN 13, OGRNIP 15,
  // OKPO 8 or 10 (the "Government Gazette Number").
  const bool digits = all_digits(value);
  if (country == "ru" && digits) {
    if (property == "taxNumber" && (value.size() == 10 || value.size() == 12)) property = "innCode";
    if (property == "registrationNumber" && (value.size() == 13 || value.size() == 15)) property = "ogrnCode";
    if (property == "idNumber" && party.schema != "Person" && value.size() == 8) property = "okpoCode";
  }
  // Only companies have these; the party becomes one (refine_schema).
  if (party.schema == "Organization" && (property == "bikCode" || property == "isinCode" || property == "ticker")) {
    party.schema = "Company";
  }
  // Other kinds than persons and bodies have one property for register numbers at most.
  if (party.schema == "Vessel" || party.schema == "Airplane") {
    if (property == "idNumber" || property == "licenseNumber") property = "registrationNumber";
  }
  if (property == "passportNumber" && party.schema != "Person") property = "idNumber";
  if (property == "socialSecurityNumber" && party.schema != "Person") property = "idNumber";
  mapping.put(party, property, value, position);
}

void apply_number_parts(const Label& label, std::string_view shown_label, const NumberParts& parts,
                        std::string_view value, model::Entity& party, PartyFacts& facts, const Place& position,
                        Mapping& mapping) {
  put_number(party, label.property, parts.number, parts.country, position, mapping);
  if (parts.country.empty() && parts.issued.empty() && parts.expires.empty() && parts.complete) return;
  model::Entity document = make_document(party, shown_label, parts.number, parts.country);
  document.evidence.record += facts.span;
  document.add("startDate", parts.issued);
  document.add("endDate", parts.expires);
  if (!parts.complete) document.add("summary", tidy(value));
  facts.documents.push_back(std::move(document));
}

void refine_schema(model::Entity& party) {
  if (party.schema != "Organization") return;
  for (const std::string_view property : {"bikCode", "isinCode", "ticker"}) {
    if (!party.first(property).empty()) party.schema = "Company";
  }
}

void apply_fact(const Label& label, std::string_view shown_label, std::string_view value, model::Entity& party,
                PartyFacts& facts, const Place& position, Mapping& mapping) {
  switch (label.kind) {
    case FactKind::kText:
      if (label.property == "position" && party.schema != "Person") {
        keep_as_note(shown_label, value, party, mapping);
      } else if (label.property == "ticker") {
        put_number(party, label.property, value, {}, position, mapping);
      } else {
        mapping.put(party, label.property, value, position);
      }
      return;
    case FactKind::kNumber:
      apply_number(label, shown_label, value, party, facts, position, mapping);
      return;
    case FactKind::kDate:
      apply_date(label, shown_label, value, party, position, mapping);
      return;
    case FactKind::kCountry:
      if (label.property == "jurisdiction" &&
          (party.schema == "Person" || party.schema == "Airplane" || party.schema == "Vessel")) {
        mapping.put_country(party, "country", value, position);
      } else if ((label.property == "nationality" || label.property == "citizenship") && party.schema != "Person") {
        mapping.put_country(party, "country", value, position);
      } else {
        mapping.put_country(party, label.property, value, position);
      }
      return;
    case FactKind::kPlaceOfBirth: {
      if (party.schema != "Person") {
        keep_as_note(shown_label, value, party, mapping);
        return;
      }
      mapping.put(party, "birthPlace", value, position);
      // The words behind the last comma are often, not always, a country.
      const std::size_t comma = value.rfind(',');
      const std::string_view tail = comma == std::string_view::npos ? value : value.substr(comma + 1);
      if (const auto code = country_code(tail); code.has_value() && !code->empty()) {
        mapping.put(party, "birthCountry", *code, position);
      }
      return;
    }
    case FactKind::kGender: {
      const std::string gender = ascii_lower(trim(value));
      if ((gender == "male" || gender == "female") && party.schema == "Person") {
        mapping.put(party, "gender", gender, position);
      } else {
        unread(shown_label, value, party, position, mapping);
      }
      return;
    }
    case FactKind::kAlias:
      put_listed_name(party, label.property, unquote(value), false, position, mapping);
      return;
    case FactKind::kWeakAlias:
      put_listed_name(party, "weakAlias", unquote(value), false, position, mapping);
      return;
    case FactKind::kWebsite:
      if (party.schema == "Vessel" || party.schema == "Airplane") {
        keep_as_note(shown_label, value, party, mapping);
      } else {
        mapping.put(party, "website", value, position);
      }
      return;
    case FactKind::kVesselId: {
      std::string_view id = trim(value);
      const bool imo = starts_with_ci(id, "IMO");
      if (imo) id = trim(id.substr(3));
      if (imo && (party.schema == "Vessel" || party.schema == "Organization" || party.schema == "Company")) {
        mapping.put(party, "imoNumber", id, position);
      } else if (party.schema == "Vessel" || party.schema == "Airplane") {
        mapping.put(party, "registrationNumber", take_apart(id).number, position);
      } else {
        mapping.put(party, "registrationNumber", value, position);
      }
      return;
    }
    case FactKind::kWallet:
      apply_wallet(value, party, facts, position, mapping);
      return;
    case FactKind::kLink:
      if (!value.empty()) facts.links.push_back({std::string(value), "linked-to", "Linked To", "", facts.span});
      return;
    case FactKind::kFamily:
      facts.links.push_back({std::string(value), "family-of", std::string(label.text), "", facts.span});
      return;
    case FactKind::kOwner: {
      std::string share;
      if (label.text.starts_with("wholly")) share = "100";
      if (label.text.starts_with("majority")) share = ">50";
      facts.links.push_back(
          {std::string(value), std::string(label.property), std::string(label.text), share, facts.span});
      return;
    }
    case FactKind::kSecondary:
      if (value.find("Executive Order 13599") != std::string_view::npos) (void)facts.directives[{"", "13599"}];
      // The same label also says the opposite.
      if (value.find("Not Subject to Secondary Sanctions") == std::string_view::npos) facts.secondary = true;
      facts.designation_notes.push_back(tidy(std::string(shown_label) + " " + std::string(value)));
      return;
    case FactKind::kDirective:
      if (label.property == "13599") {
        (void)facts.directives[{"", "13599"}];
        facts.designation_notes.push_back(tidy(std::string(shown_label) + " " + std::string(value)));
        return;
      }
      // The same label also brings the address of OFAC's page on directives, which says nothing of the party.
      if (!apply_directive(label.property, value, facts) &&
          value.find("For more information") == std::string_view::npos) {
        unread(shown_label, value, party, position, mapping);
      } else if (value.size() > 40 && value.find("For more information") == std::string_view::npos) {
        facts.designation_notes.push_back(tidy(std::string(shown_label) + " " + std::string(value)));
      }
      return;
    case FactKind::kListingDate:
    case FactKind::kEffectiveDate:
      if (!apply_directive_date(label.kind == FactKind::kEffectiveDate, value, facts)) {
        unread(shown_label, value, party, position, mapping);
      }
      return;
    case FactKind::kMenu:
      if (label.property.empty()) facts.menu = true;
      facts.designation_notes.push_back(tidy(std::string(shown_label) + " " + std::string(value)));
      return;
    case FactKind::kNote:
      keep_as_note(shown_label, value, party, mapping);
      return;
    case FactKind::kIgnore:
      mapping.report(model::FindingLevel::kNote, "ignored-remark",
                     "\"" + std::string(label.text) + "\" is left out: " + std::string(label.property), position);
      return;
  }
}

ListedPersonName split_person_name(std::string_view listed) {
  ListedPersonName out;
  std::vector<std::string> parts;
  for (const std::string_view part : split(listed, ",")) parts.push_back(tidy(part));
  const auto is_suffix = [](std::string_view text) {
    const std::string low = ascii_lower(text);
    return low == "jr." || low == "jr" || low == "sr." || low == "sr" || low == "ii" || low == "iii" || low == "iv";
  };
  for (std::size_t i = 1; i < parts.size();) {
    if (is_suffix(parts[i])) {
      out.suffix = parts[i];
      parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
  if (parts.size() < 2) {
    out.display = parts[0];
  } else {
    out.last = parts[0];
    for (std::size_t i = 1; i < parts.size(); ++i) {
      if (parts[i].empty()) continue;
      if (!out.first.empty()) out.first += ' ';
      out.first += parts[i];
    }
    out.display = out.first.empty() ? out.last : out.first + " " + out.last;
  }
  if (!out.suffix.empty()) out.display += " " + out.suffix;
  return out;
}

void put_listed_name(model::Entity& party, std::string_view property, std::string_view listed, bool parts,
                     const Place& position, Mapping& mapping) {
  if (party.schema != "Person") {
    mapping.put(party, property, listed, position);
    return;
  }
  const ListedPersonName name = split_person_name(listed);
  mapping.put(party, property, name.display, position);
  if (!parts) return;
  mapping.put(party, "firstName", name.first, position);
  mapping.put(party, "lastName", name.last, position);
  mapping.put(party, "nameSuffix", name.suffix, position);
}

}  // namespace penumbra::ingest::ofac

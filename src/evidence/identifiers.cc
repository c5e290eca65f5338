#include "evidence/identifiers.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "evidence/check_digits.h"
#include "model/schema.h"
#include "text/normalise.h"
#include "text/transliterate.h"

namespace penumbra::evidence {
namespace {

using Kind = IdentifierKind;

// Longest identifier that is read; longer text is prose.
constexpr std::size_t kMaxBytes = 160;
// Most identifiers of one entity; lists have up to some dozens.
constexpr std::size_t kMaxIdentifiers = 512;

// Kinds of identifier by property. Codes that many parties share (activity, territory, tax office, type of aircraft)
// are left out on purpose: they identify nothing.
std::optional<Kind> kind_of_property(std::string_view property) {
  static const std::map<std::string_view, Kind> kinds = {{"leiCode", Kind::kLei},
                                                         {"innCode", Kind::kInn},
                                                         {"ogrnCode", Kind::kOgrn},
                                                         {"okpoCode", Kind::kOkpo},
                                                         {"uscCode", Kind::kUscc},
                                                         {"imoNumber", Kind::kImo},
                                                         {"mmsi", Kind::kMmsi},
                                                         {"callSign", Kind::kCallSign},
                                                         {"iban", Kind::kIban},
                                                         {"accountNumber", Kind::kOther},
                                                         {"swiftBic", Kind::kBic},
                                                         {"bic", Kind::kBic},
                                                         {"isin", Kind::kIsin},
                                                         {"isinCode", Kind::kIsin},
                                                         {"figiCode", Kind::kFigi},
                                                         {"dunsCode", Kind::kDuns},
                                                         {"uniqueEntityId", Kind::kUei},
                                                         {"npiCode", Kind::kNpi},
                                                         {"cageCode", Kind::kCage},
                                                         {"cikCode", Kind::kCik},
                                                         {"giiNumber", Kind::kGiin},
                                                         {"bikCode", Kind::kBik},
                                                         {"vatCode", Kind::kVat},
                                                         {"wikidataId", Kind::kWikidata},
                                                         {"publicKey", Kind::kCrypto},
                                                         {"cryptoAddress", Kind::kCrypto},
                                                         {"accountId", Kind::kOther},
                                                         {"passportNumber", Kind::kPassport},
                                                         {"socialSecurityNumber", Kind::kSocialSecurity},
                                                         {"serialNumber", Kind::kSerial},
                                                         {"bvdId", Kind::kDatabase},
                                                         {"opencorporatesUrl", Kind::kDatabase},
                                                         {"sayariId", Kind::kDatabase},
                                                         {"brightQueryId", Kind::kDatabase},
                                                         {"brightQueryOrgId", Kind::kDatabase},
                                                         {"permId", Kind::kDatabase},
                                                         {"registrationNumber", Kind::kRegistration},
                                                         {"taxNumber", Kind::kTax},
                                                         {"voenCode", Kind::kTax},
                                                         {"irsCode", Kind::kTax},
                                                         {"jibCode", Kind::kTax},
                                                         {"idNumber", Kind::kOther},
                                                         {"licenseNumber", Kind::kOther},
                                                         {"crsNumber", Kind::kOther},
                                                         {"pfrNumber", Kind::kOther},
                                                         {"phone", Kind::kPhone},
                                                         {"email", Kind::kEmail},
                                                         {"website", Kind::kWebsite}};
  const auto it = kinds.find(property);
  if (it == kinds.end()) return std::nullopt;
  return it->second;
}

// Words that sources write before a number. Compared with the compact form, so in ASCII and upper case.
struct Label {
  std::string_view word;
  Kind kind;
};
constexpr std::array<Label, 16> kLabels{{{"OGRNIP", Kind::kOgrn},
                                         {"OGRN", Kind::kOgrn},
                                         {"INN", Kind::kInn},
                                         {"OKPO", Kind::kOkpo},
                                         {"EDRPOU", Kind::kEdrpou},
                                         {"USCC", Kind::kUscc},
                                         {"LEI", Kind::kLei},
                                         {"IMO", Kind::kImo},
                                         {"MMSI", Kind::kMmsi},
                                         {"IBAN", Kind::kIban},
                                         {"ISIN", Kind::kIsin},
                                         {"DUNS", Kind::kDuns},
                                         {"SWIFT", Kind::kBic},
                                         {"PASSPORTNO", Kind::kPassport},
                                         {"PASSPORT", Kind::kPassport},
                                         {"NO", Kind::kOther}}};

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool one_character(std::string_view text) {
  return text.find_first_not_of(text.front()) == std::string_view::npos;
}

bool needs_digit(Kind kind) {
  return kind != Kind::kBic && kind != Kind::kCallSign && kind != Kind::kTail && kind != Kind::kCrypto &&
         kind != Kind::kEmail && kind != Kind::kWebsite && kind != Kind::kDatabase;
}

// Text that stands for an identifier but is none.
bool is_filler(Kind kind, std::string_view value) {
  const std::size_t least = kind == Kind::kCallSign || kind == Kind::kTail || kind == Kind::kSerial ? 3
                            : kind == Kind::kOther || kind == Kind::kRegistration                   ? 4
                                                                                                    : 5;
  if (value.size() < least || one_character(value) || (needs_digit(kind) && !has_digit(value))) return true;
  return value == "123456789" || value == "12345678" || value == "1234567890" || value == "UNKNOWN" || value == "NONE";
}

Validity right(bool ok) {
  return ok ? Validity::kRight : Validity::kWrong;
}

Validity validity_of(Kind kind, std::string_view value, bool organisation) {
  switch (kind) {
    case Kind::kLei:
      return right(is_lei(value));
    case Kind::kInn:
      return right(is_inn(value));
    case Kind::kOgrn:
      return right(is_ogrn(value));
    case Kind::kOkpo:
      return right(is_okpo(value));
    case Kind::kEdrpou:
      return right(is_edrpou(value));
    case Kind::kUscc:
      return right(is_uscc(value));
    case Kind::kImo:
      return right(organisation ? is_imo_company(value) || is_imo_ship(value) : is_imo_ship(value));
    case Kind::kMmsi:
      return right(is_mmsi(value));
    case Kind::kIban:
      return right(is_iban(value));
    case Kind::kBic:
      return right(is_bic(value));
    case Kind::kIsin:
      return right(is_isin(value));
    case Kind::kFigi:
      return right(is_figi(value));
    case Kind::kDuns:
      return right(is_duns(value));
    case Kind::kUei:
      return right(is_uei(value));
    case Kind::kNpi:
      return right(is_npi(value));
    case Kind::kPan:
      return right(is_pan(value));
    case Kind::kCage:
      return right(value.size() == 5);
    case Kind::kWikidata:
      return right(value[0] == 'Q' && all_digits(value.substr(1)));
    default:
      return Validity::kUnchecked;
  }
}

// A number without a scheme, recognised by its shape and check digits where the country makes that likely. A scheme
// with two check digits is recognised anywhere: one number in a hundred would pass by chance, and no number of twenty
// characters with letters is anything else.
std::optional<Kind> recognise(std::string_view value, const std::vector<std::string>& countries) {
  const auto of = [&](std::string_view code) {
    return std::find(countries.begin(), countries.end(), code) != countries.end();
  };
  if (is_lei(value)) return Kind::kLei;
  if (of("ru")) {
    if ((value.size() == 10 || value.size() == 12) && is_inn(value)) return Kind::kInn;
    if ((value.size() == 13 || value.size() == 15) && is_ogrn(value)) return Kind::kOgrn;
  }
  if (of("ua") && is_edrpou(value)) return Kind::kEdrpou;
  if (of("cn") && is_uscc(value)) return Kind::kUscc;
  if (of("in") && is_pan(value)) return Kind::kPan;
  return std::nullopt;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

// "E12345 (Iran)": the country in brackets is none of the number's characters.
std::string_view without_brackets(std::string_view text) {
  text = trimmed(text);
  if (text.ends_with(')')) {
    const std::size_t open = text.rfind('(');
    if (open != std::string_view::npos && open > 0) text = trimmed(text.substr(0, open));
  }
  return text;
}

std::string lower(std::string_view text) {
  std::string out(trimmed(text));
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// The host of a web address without "www.".
std::string host_of(std::string_view text) {
  std::string out = lower(text);
  if (const std::size_t scheme = out.find("://"); scheme != std::string::npos) out.erase(0, scheme + 3);
  if (const std::size_t end = out.find_first_of("/?#:"); end != std::string::npos) out.resize(end);
  if (out.starts_with("www.")) out.erase(0, 4);
  return out.find('.') == std::string::npos ? std::string() : out;
}

// The last nine digits of a telephone number: what is left when one side writes the country's code and the other not.
std::string last_digits(std::string_view text) {
  std::string out;
  for (const char c : compact_identifier(text)) {
    if (c >= '0' && c <= '9') out.push_back(c);
  }
  constexpr std::size_t kKept = 9;
  if (out.size() < 7) return {};
  return out.size() > kKept ? out.substr(out.size() - kKept) : out;
}

// Addresses of wallets keep their letters' case, which carries a check sum, unless they are hexadecimal or bech32.
std::string wallet(std::string_view text) {
  std::string out(trimmed(text));
  const std::string small = lower(text);
  return small.starts_with("0x") || small.starts_with("bc1") || small.starts_with("ltc1") ? small : out;
}

}  // namespace

const IdentifierRule& rule_of(IdentifierKind kind) {
  // By the order of the enumerators. Why these figures: docs/design/evidence.md.
  static constexpr std::array<IdentifierRule, 35> kRules{{
      {"lei", "legal entity identifiers (LEI)", 90, 3500},
      {"inn", "Russian taxpayer numbers (INN)", 90, 3500},
      {"ogrn", "Russian registration numbers (OGRN)", 90, 3500},
      {"okpo", "Russian classifier numbers (OKPO)", 85, 1500},
      {"edrpou", "Ukrainian register numbers (EDRPOU)", 90, 3500},
      {"uscc", "Chinese unified social credit codes", 90, 3500},
      {"imo", "IMO numbers", 90, 4500},
      {"mmsi", "maritime identities (MMSI)", 75, 800},
      {"call-sign", "call signs", 50, 200},
      {"iban", "account numbers (IBAN)", 85, 0},
      {"bic", "bank identifier codes (BIC)", 80, 300},
      {"isin", "security numbers (ISIN)", 90, 0},
      {"figi", "instrument identifiers (FIGI)", 90, 0},
      {"duns", "D-U-N-S numbers", 85, 800},
      {"uei", "unique entity identifiers (SAM.gov)", 85, 1000},
      {"npi", "provider identifiers (NPI)", 85, 3500},
      {"pan", "Indian account numbers (PAN)", 85, 3500},
      {"cage", "CAGE codes", 80, 300},
      {"cik", "SEC central index keys", 85, 1000},
      {"giin", "intermediary numbers (GIIN)", 85, 0},
      {"bik", "Russian bank codes (BIK)", 80, 500},
      {"vat", "value added tax numbers", 85, 800},
      {"wikidata", "Wikidata items", 90, 2000},
      {"crypto", "wallet addresses", 90, 0},
      {"passport", "passport numbers", 80, 200},
      {"social-security", "social security numbers", 80, 1500},
      {"tail", "aircraft registrations", 72, 300},
      {"serial", "serial numbers", 72, 3500},
      {"database", "keys of a company database", 85, 0},
      {"registration", "registration numbers", 70, 1500},
      {"tax", "tax numbers", 75, 1500},
      {"phone", "telephone numbers", 35, 0},
      {"email", "e-mail addresses", 50, 0},
      {"website", "websites", 35, 0},
      {"id-number", "identification numbers", 65, 200},
  }};
  return kRules[static_cast<std::size_t>(kind)];
}

bool is_identifier(std::string_view property) {
  return kind_of_property(property).has_value();
}

std::string compact_identifier(std::string_view text) {
  text = trimmed(text.substr(0, kMaxBytes));
  std::string out;
  if (std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    for (const char c : text) {
      if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) out.push_back(c);
      if (c >= 'a' && c <= 'z') out.push_back(static_cast<char>(c - 'a' + 'A'));
    }
    return out;
  }
  for (const char32_t c : text::normalise(text, kMaxBytes).text) {
    if (const int digit = text::digit_value(c); digit >= 0) {
      out.push_back(static_cast<char>('0' + digit));
    } else {
      const char32_t letter[] = {c, 0};
      for (const char latin : text::to_latin(std::u32string_view(letter, 1))) {
        out.push_back(latin >= 'a' && latin <= 'z' ? static_cast<char>(latin - 'a' + 'A') : latin);
      }
    }
  }
  return out;
}

std::vector<Identifier> identifiers_of(const model::Entity& entity, const std::vector<std::string>& countries) {
  std::vector<Identifier> out;
  const model::Schema* schema = model::Vocabulary::get().find(entity.schema);
  const bool organisation = schema != nullptr && schema->is_a("LegalEntity");
  const bool aircraft = schema != nullptr && schema->is_a("Airplane");
  for (const model::Value& value : entity.values) {
    const std::optional<Kind> stated = kind_of_property(value.property);
    if (!stated || out.size() >= kMaxIdentifiers) continue;
    Identifier id{*stated, Validity::kUnchecked, {}, value.text};
    if (id.kind == Kind::kRegistration && aircraft) id.kind = Kind::kTail;
    if (id.kind == Kind::kPhone) {
      id.value = last_digits(value.text);
      if (id.value.empty() || one_character(id.value)) continue;
    } else if (id.kind == Kind::kEmail) {
      id.value = lower(value.text);
      if (id.value.find('@') == std::string::npos) continue;
    } else if (id.kind == Kind::kWebsite) {
      id.value = host_of(value.text);
      if (id.value.empty()) continue;
    } else if (id.kind == Kind::kCrypto) {
      id.value = wallet(value.text);
      if (id.value.size() < 20) continue;
    } else {
      if (value.text.size() > kMaxBytes) continue;
      id.value = compact_identifier(without_brackets(value.text));
      const bool loose = id.kind == Kind::kOther || id.kind == Kind::kRegistration || id.kind == Kind::kTax;
      for (const Label& label : kLabels) {
        // A label is followed by digits, except before codes that begin with letters; a number's own letters stay.
        const bool fits = label.kind == id.kind || (loose && label.kind != Kind::kOther) ||
                          (label.kind == Kind::kOther && loose && value.text.find('.') != std::string::npos);
        if (!fits || !id.value.starts_with(label.word)) continue;
        const std::string_view rest = std::string_view(id.value).substr(label.word.size());
        if (validity_of(label.kind, rest.empty() ? "0" : rest, organisation) == Validity::kWrong || !has_digit(rest)) {
          continue;
        }
        if (label.kind != Kind::kOther) id.kind = label.kind;
        id.value.erase(0, label.word.size());
        break;
      }
      if (loose && id.kind == *stated) id.kind = recognise(id.value, countries).value_or(id.kind);
      if (is_filler(id.kind, id.value)) continue;
      if (id.kind == Kind::kBic && id.value.size() == 11 && id.value.find_first_not_of('X', 8) == std::string::npos) {
        id.value.resize(8);  // three X stand for the head office
      }
      id.validity = validity_of(id.kind, id.value, organisation);
    }
    const bool known = std::any_of(out.begin(), out.end(), [&](const Identifier& other) {
      return other.kind == id.kind && other.value == id.value;
    });
    if (!known) out.push_back(std::move(id));
  }
  return out;
}

}  // namespace penumbra::evidence

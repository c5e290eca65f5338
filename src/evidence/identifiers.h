// Numbers and codes that name a party or thing: read from an entity, put into one form, checked, set against others.
#ifndef PENUMBRA_EVIDENCE_IDENTIFIERS_H_
#define PENUMBRA_EVIDENCE_IDENTIFIERS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/entity.h"

namespace penumbra::evidence {

// What scheme an identifier belongs to.
enum class IdentifierKind : std::uint8_t {
  kLei,
  kInn,
  kOgrn,
  kOkpo,
  kEdrpou,
  kUscc,
  kImo,  // of a ship, or of a company: the kind of the entity says which
  kMmsi,
  kCallSign,
  kIban,
  kBic,
  kIsin,
  kFigi,
  kDuns,
  kUei,
  kNpi,
  kPan,
  kCage,
  kCik,
  kGiin,
  kBik,
  kVat,
  kWikidata,
  kCrypto,
  kPassport,
  kSocialSecurity,
  kTail,      // registration mark of an aircraft
  kSerial,    // maker's number of an aircraft
  kDatabase,  // key of a company database (Bureau van Dijk, OpenCorporates, PermID)
  kRegistration,
  kTax,
  kPhone,
  kEmail,
  kWebsite,
  kOther,  // idNumber and whatever says no more than that it is an identifier
};

// Whether the text can be one of its scheme.
enum class Validity : std::uint8_t {
  kRight,      // shape and check digits are right, or the shape of a scheme without check digits
  kWrong,      // they are not: a slip or an invention
  kUnchecked,  // the scheme is not known or has no rule
};

struct Identifier {
  IdentifierKind kind = IdentifierKind::kOther;
  Validity validity = Validity::kUnchecked;
  std::string value;  // compact: ASCII letters and digits in upper case
  std::string text;   // as stated
};

// How one scheme counts. Shares are percent of what a score lacks to 1; conflicts are ten-thousandths.
struct IdentifierRule {
  std::string_view key;    // "lei"
  std::string_view label;  // "legal entity identifiers"
  int share = 0;           // both state the same one, rightly formed; 85 and more decide alone
  int conflict = 0;        // both state one, rightly formed, and no two are the same
};
const IdentifierRule& rule_of(IdentifierKind kind);

// Schemes of which the same number decides alone, whatever the names say.
inline constexpr int kDecisiveShare = 85;

// Every identifier that the entity states, in its order, without duplicates. What is no identifier ("unknown", "0000",
// two characters) is passed over. `countries` are the codes that the entity states: a bare number of ten digits is
// read as a Russian taxpayer number only where the entity is of Russia. Thread-safe.
std::vector<Identifier> identifiers_of(const model::Entity& entity, const std::vector<std::string>& countries);

// Whether a property holds identifiers that count.
bool is_identifier(std::string_view property);

// The compact form of one value: digits and letters of any script as ASCII, upper case, nothing between.
std::string compact_identifier(std::string_view text);

}  // namespace penumbra::evidence

#endif  // PENUMBRA_EVIDENCE_IDENTIFIERS_H_

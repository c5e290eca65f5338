// What readers of ownership registers share: dates with a time of day, exact shares, and the ids under which registers
// know a party.
#ifndef PENUMBRA_INGEST_OWNERS_H_
#define PENUMBRA_INGEST_OWNERS_H_

#include <optional>
#include <string>
#include <string_view>

#include "ingest/mapping.h"
#include "model/facts.h"
#include "penumbra/date.h"

namespace penumbra::ingest {

// A date as registers write it: "2022-03-17", "2022-03", "2022", or a day with a time of day behind a T, which is
// dropped. Nothing when it is none of these; a bound ("<2022") is none.
std::optional<PartialDate> read_date(std::string_view text);

// The instant from which a register says that it knew something: an instant as written, or the first moment of a day.
std::optional<Timestamp> read_recorded(std::string_view text);

// A JSON number without its exponent: "1e1" -> "10", "5.0E-1" -> ".50"; as it is when there is none. "" when the
// exponent is beyond two digits: no share is written like that.
std::string plain_decimal(std::string_view number);

// Whether the 20 characters are a legal entity identifier: ISO 17442 form with a right check (ISO 7064, mod 97-10).
bool is_lei(std::string_view text);

// The number of a company as Companies House writes it: eight characters, digits filled up on the left, capitals. ""
// when it has no such form.
std::string companies_house_number(std::string_view text);

// Adds the identifier that a register gave: the bare number as registrationNumber (leiCode, taxNumber where the scheme
// says so), and the number with its scheme as idNumber ("GB-COH-01234567", "RA000585-01234567"), by which facts of
// several files are joined (model/identity.h). Blank ids add nothing.
void put_identifier(Mapping& mapping, model::Entity& entity, std::string_view scheme, std::string_view id,
                    const SourcePosition& position);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_OWNERS_H_

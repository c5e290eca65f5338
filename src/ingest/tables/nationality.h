// Countries and nationalities as lists in several languages name them.
#ifndef PENUMBRA_INGEST_TABLES_NATIONALITY_H_
#define PENUMBRA_INGEST_TABLES_NATIONALITY_H_

#include <optional>
#include <string_view>

#include "ingest/mapping.h"

namespace penumbra::ingest {

// The code of a country by its name or by the word for its people ("Russian", "ロシア", "Росія"):
// data/lists/countries.csv and data/lists/nationalities.csv, and two-letter codes themselves. "": known to name none.
// Nothing: unknown. Safe from any thread.
std::optional<std::string_view> country_or_people(std::string_view word);

// Adds the codes of all countries that a cell names ("a) Russian b) Ukrainian", "Russian and Ukrainian", "US/CA"). What
// is unknown goes to notes with a finding.
void put_countries(Mapping& mapping, model::Entity& entity, std::string_view property, std::string_view text,
                   const Place& position);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_TABLES_NATIONALITY_H_

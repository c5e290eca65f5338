// Records to a dataset: what the list means, and nothing of its form.
#include <utility>

#include "ingest/example/example.h"
#include "ingest/mapping.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest::example {
namespace {

// The kinds that the list's own documentation names. There is no default: a kind that is new must be looked at by a
// person, because "LegalEntity" for a ship would hide it from everybody who looks for ships.
std::string_view schema_of(std::string_view kind) {
  if (kind == "person") return "Person";
  if (kind == "company") return "Company";
  return {};
}

}  // namespace

void map_records(const std::vector<Record>& records, const std::string& file, std::string_view source,
                 ReadOutcome& outcome) {
  Mapping mapping(outcome.findings);
  for (const Record& record : records) {
    SourcePosition position;
    position.file = file;
    position.line = record.line;
    const std::string_view schema = schema_of(record.kind);
    if (schema.empty() || record.number.empty() || record.name.empty()) {
      ++outcome.counts.reported;
      mapping.report(model::FindingLevel::kError, schema.empty() ? "unknown-party-type" : "incomplete-record",
                     schema.empty() ? "\"" + shown(record.kind, 40) + "\" is no kind that is known"
                                    : std::string("a record has no number or no name"),
                     position);
      continue;
    }
    ++outcome.counts.mapped;
    model::Entity party;
    // An id is made of few, raw, mandatory fields of the source, never of a cleaned name: cleaning changes.
    party.id = "example-" + slug(record.number);
    party.schema = schema;
    party.evidence = {std::string(source), record_place(file, record.line)};
    // put() tidies, watches the vocabulary and keeps in notes what the schema has no property for.
    mapping.put(party, "name", record.name, position);
    for (std::string_view other : split(record.other_names, ";")) {
      other = trim(other);
      const bool weak = other.starts_with("~");
      mapping.put(party, weak ? "weakAlias" : "alias", weak ? other.substr(1) : other, position);
    }
    if (!record.country.empty()) mapping.put_country(party, "country", record.country, position);
    model::Designation designation;
    designation.id = party.id + "-listing";
    designation.entity = party.id;
    designation.list = "unknown";  // a real reader names a list of data/model/lists.csv
    designation.authority = "Office of Examples";
    designation.measures = {"unknown"};  // never guessed: the file does not say
    designation.listed_name = tidy(record.name);
    designation.act = tidy(record.act);
    designation.scope = "entity";
    designation.evidence = party.evidence;
    const auto date = PartialDate::parse(record.listed_on);
    if (date.ok()) {
      designation.valid.from = *date;
    } else {
      mapping.report(model::FindingLevel::kWarning, "unread-value", "a date of listing could not be read", position);
      designation.note = "listed on: " + tidy(record.listed_on);
    }
    outcome.lists = {designation.list};
    outcome.dataset.entities.push_back(std::move(party));
    outcome.dataset.designations.push_back(std::move(designation));
  }
}

}  // namespace penumbra::ingest::example

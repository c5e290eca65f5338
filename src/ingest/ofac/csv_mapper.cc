// Parties first, then the rows that belong to them, then remarks (whose continuation may stand in another file), then
// links, which need every name. One entry number is one party: the SDN file and the consolidated file share the
// numbers, and a party that is on both gets one entity and the designations of both.
#include "ingest/ofac/csv_mapper.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "ingest/beside.h"
#include "ingest/join.h"
#include "ingest/mapping.h"
#include "ingest/ofac/facts.h"
#include "ingest/ofac/links.h"
#include "ingest/ofac/party_store.h"
#include "ingest/ofac/programmes.h"
#include "ingest/places.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest::ofac {
namespace {

// A remark that fills its cell was cut there and goes on in the comments file.
constexpr std::size_t kRemarkCell = 990;

// Fewer rows are mapped before a thread is worth its start.
constexpr std::size_t kTwoThreads = 512;

enum Column : std::size_t {
  kEntNum,
  kName,
  kType,
  kProgramme,
  kTitle,
  kCallSign,
  kVesselType,
  kTonnage,
  kGrossTonnage,
  kFlag,
  kOwner,
  kRemarks,
};

std::string_view schema_of(std::string_view type) {
  return type.empty() ? "Organization" : schema_of_type(type);  // dat_spec.txt: null means "entity"
}

std::string without_thousands(std::string_view number) {
  std::string out(number);
  std::erase(out, ',');
  return out;
}

std::vector<std::string> programmes_of(std::string_view cell) {
  std::vector<std::string> out;
  for (std::string_view part : split(cell, "] [")) {
    part = trim(part);
    if (part.starts_with("[")) part.remove_prefix(1);
    if (part.ends_with("]")) part.remove_suffix(1);
    if (!part.empty()) out.push_back(tidy(part));
  }
  return out;
}

// One party while it is put together.
struct Party {
  model::Entity entity;
  PartyFacts facts;
  std::string comment;  // continuation of the remarks
  SourcePosition position;
  struct Entry {
    const Row* row;
    ListKind kind;
    const std::string* file;
  };
  std::vector<Entry> entries;  // one per file of parties that has it
};

class FilesMapper {
 public:
  FilesMapper(const std::vector<File>& files, std::string_view source, ReadOutcome& outcome)
      : files_(files), source_(source), outcome_(outcome), mapping_(outcome.findings) {}

  // False, with an outcome of no worth, when it must be done without halves.
  bool run(bool halves) {
    for (const File& file : files_) {
      outcome_.counts.records_in += file.records_in;
      outcome_.counts.reported += file.unreadable;
      if (file.role == FileRole::kParties) add_parties(file);
    }
    for (const File& file : files_) {
      if (file.role == FileRole::kParties) continue;
      for (const Row& row : file.rows) add_part(file, row);
    }
    if (!finish_parties(halves)) return false;
    add_links();
    describe_parts();
    return true;
  }

 private:
  // The kind of a file of parties: what most of its rows are. Where the rows are divided the name may decide.
  static ListKind kind_of(const File& file) {
    std::size_t consolidated = 0;
    for (const Row& row : file.rows) {
      if (looks_consolidated(programmes_of(row.fields[kProgramme]), row.fields[kRemarks])) ++consolidated;
    }
    const std::string name = ascii_lower(file.name.substr(file.name.find_last_of('/') + 1));
    if (consolidated * 5 > file.rows.size() && consolidated * 5 < file.rows.size() * 4) {
      if (name.find("cons") != std::string::npos) return ListKind::kConsolidated;
      if (name.find("sdn") != std::string::npos) return ListKind::kSdn;
    }
    return consolidated * 2 >= file.rows.size() ? ListKind::kConsolidated : ListKind::kSdn;
  }

  static Place place(const File& file, const Row& row) { return {file.name, row.line, 0}; }

  void add_parties(const File& file) {
    const ListKind kind = kind_of(file);
    kinds_[&file] = kind;
    parties_.reserve(parties_.size() + file.rows.size());
    for (const Row& row : file.rows) {
      const Place position = place(file, row);
      const std::string_view schema = schema_of(row.fields[kType]);
      if (schema.empty() || row.fields[kName].empty()) {
        ++outcome_.counts.reported;
        mapping_.report(model::FindingLevel::kError, schema.empty() ? "unknown-party-type" : "party-without-name",
                        schema.empty() ? "\"" + shown(row.fields[kType], 40) + "\" is no type of party that is known"
                                       : std::string("a party has no name"),
                        position);
        refused_.insert(row.party);
        continue;
      }
      const auto [it, fresh] = index_.try_emplace(row.party, parties_.size());
      if (fresh) {
        Party& party = parties_.emplace_back();
        party.entity.id = "us-ofac-" + std::to_string(row.party);
        party.entity.schema = schema;
        party.entity.evidence = {std::string(source_), record_place(file.name, row.line)};
        party.position = position;
      }
      Party& party = parties_[it->second];
      const bool twice = std::any_of(party.entries.begin(), party.entries.end(),
                                     [&](const Party::Entry& entry) { return entry.file == &file.name; });
      if (twice) {
        ++outcome_.counts.reported;
        mapping_.report(model::FindingLevel::kError, "duplicate-entry",
                        "entry " + std::to_string(row.party) + " stands twice in one file; the first one is kept",
                        position);
        continue;
      }
      ++outcome_.counts.mapped;
      party.entries.push_back({&row, kind, &file.name});
      put_columns(party, row, position);
    }
  }

  void put_columns(Party& party, const Row& row, const Place& position) {
    model::Entity& entity = party.entity;
    put_listed_name(entity, "name", row.fields[kName], true, position, mapping_);
    put_title(entity, row.fields[kTitle], position, mapping_);
    if (!row.fields[kCallSign].empty()) mapping_.put(entity, "callSign", row.fields[kCallSign], position);
    if (!row.fields[kVesselType].empty()) mapping_.put(entity, "type", row.fields[kVesselType], position);
    if (!row.fields[kTonnage].empty()) {
      mapping_.put(entity, "tonnage", without_thousands(row.fields[kTonnage]), position);
    }
    if (!row.fields[kGrossTonnage].empty()) {
      mapping_.put(entity, "grossRegisteredTonnage", without_thousands(row.fields[kGrossTonnage]), position);
    }
    if (!row.fields[kFlag].empty()) mapping_.put_country(entity, "flag", row.fields[kFlag], position);
  }

  void add_part(const File& file, const Row& row) {
    const auto it = index_.find(row.party);
    if (it == index_.end()) {
      ++outcome_.counts.reported;
      const bool of_refused = refused_.contains(row.party);
      mapping_.report(model::FindingLevel::kError, of_refused ? "row-of-refused-party" : "orphan-row",
                      of_refused
                          ? std::string("a row belongs to a party that could not be read")
                          : "a row belongs to entry " + std::to_string(row.party) + ", which no file of parties has",
                      place(file, row));
      return;
    }
    Party& party = parties_[it->second];
    ++outcome_.counts.mapped;
    ++rows_of_[&file][party.entries.front().kind == ListKind::kSdn ? 0 : 1];
    const Place position = place(file, row);
    switch (file.role) {
      case FileRole::kOtherNames:
        add_name(party, row, position);
        return;
      case FileRole::kAddresses:
        add_address(party, row, position);
        return;
      case FileRole::kComments:
        party.comment += row.fields[1];
        return;
      case FileRole::kParties:
      case FileRole::kNone:
        return;
    }
  }

  void add_name(Party& party, const Row& row, const Place& position) {
    std::string type = ascii_lower(row.fields[2]);
    std::erase(type, '.');
    std::string_view property = "alias";
    if (type == "fka") {
      property = "previousName";
    } else if (type != "aka" && type != "nka") {
      mapping_.report(
          model::FindingLevel::kWarning, "unknown-alias-type",
          "\"" + shown(row.fields[2], 40) + "\" is no type of other name that is known; it is kept as an alias",
          position);
    }
    put_listed_name(party.entity, property, row.fields[3], false, position, mapping_);
    if (!row.fields[4].empty()) mapping_.note(party.entity, row.fields[4]);
  }

  void add_address(Party& party, const Row& row, const Place& position) {
    std::string text;
    for (std::size_t i = 2; i <= 4; ++i) {
      if (row.fields[i].empty()) continue;
      if (!text.empty()) text += ", ";
      text += row.fields[i];
    }
    if (!text.empty()) mapping_.put(party.entity, "address", text, position);
    if (const std::string& country = row.fields[4]; !country.empty()) {
      const auto code = country_code(country);
      if (!code.has_value()) {
        mapping_.put_country(party.entity, "country", country, position);
      } else if (!code->empty()) {
        mapping_.put(party.entity, "country", *code, position);
      }
    }
    if (!row.fields[5].empty()) mapping_.note(party.entity, row.fields[5]);
  }

  // The remarks of parties depend on no others: the later half is done by another thread.
  bool finish_parties(bool halves) {
    const std::size_t all = parties_.size();
    const std::size_t middle = halves ? all / 2 : all;
    ReadOutcome later;
    std::optional<Beside> beside;
    if (middle < all) {
      beside.emplace([&](const std::atomic<bool>& /*stopped*/) {
        finish_parties(middle, all, later);
        return true;
      });
    }
    finish_parties(0, middle, outcome_);
    if (!beside.has_value()) return true;
    if (!beside->succeeded() || !outcome_.findings.can_join(later.findings)) return false;
    join_outcomes(outcome_, std::move(later));
    return true;
  }
  void finish_parties(std::size_t begin, std::size_t end, ReadOutcome& out) {
    Mapping mapping(out.findings);
    for (std::size_t i = begin; i < end; ++i) finish(parties_[i], out, mapping);
  }

  static void finish(Party& party, ReadOutcome& out, Mapping& mapping) {
    for (const Party::Entry& entry : party.entries) {
      // A party on both lists carries its remarks twice, sometimes worded apart; equal facts fall together.
      std::string text = entry.row->fields[kRemarks];
      const bool fills_cell = text.size() >= kRemarkCell && !trim(text).ends_with(".");
      if (fills_cell) text += party.comment;
      const bool cut = fills_cell && party.comment.empty();
      const Place position(*entry.file, entry.row->line, 0, "column 12 (Remarks)");
      apply_remarks(text, cut, party.entity, party.facts, position, mapping);
    }
    const bool used = std::any_of(party.entries.begin(), party.entries.end(), [](const Party::Entry& entry) {
      const std::string& text = entry.row->fields[kRemarks];
      return text.size() >= kRemarkCell && !trim(text).ends_with(".");
    });
    if (!party.comment.empty() && !used) {
      // The remark ended with its cell by chance, or was re-saved: the comment still belongs to the party.
      apply_remarks(party.comment, false, party.entity, party.facts, party.position, mapping);
    }
    refine_schema(party.entity);
    std::vector<std::string> ids;
    for (const Party::Entry& entry : party.entries) {
      const std::vector<std::string> programmes = programmes_of(entry.row->fields[kProgramme]);
      if (programmes.empty()) {
        mapping.report(model::FindingLevel::kWarning, "no-programme", "a party has no programme", party.position);
      }
      for (model::Designation& designation : make_designations(party.entity, entry.row->fields[kName], programmes,
                                                               party.facts, entry.kind, party.position, mapping)) {
        const bool known =
            std::any_of(ids.begin(), ids.end(), [&](const std::string& id) { return id == designation.id; });
        if (known) continue;
        ids.push_back(designation.id);
        // Parties of one list follow each other; the rest is sorted out at the end.
        if (out.lists.empty() || out.lists.back() != designation.list) {
          out.lists.push_back(designation.list);
        }
        out.dataset.designations.push_back(std::move(designation));
      }
    }
  }

  void add_links() {
    NameBook book;
    for (const Party& party : parties_) {
      for (const PartyLink& link : party.facts.links) book.ask_for(link.name);
      for (const Party::Entry& entry : party.entries) {
        if (!entry.row->fields[kOwner].empty()) book.ask_for(entry.row->fields[kOwner]);
      }
    }
    for (const Party& party : parties_) {
      for (const Party::Entry& entry : party.entries) book.add(entry.row->fields[kName], party.entity.id);
    }
    for (Party& party : parties_) {
      for (const PartyLink& link : party.facts.links) {
        link_by_name(party.entity, link, book, party.position, mapping_, outcome_.dataset.relationships);
      }
      for (const Party::Entry& entry : party.entries) {
        if (entry.row->fields[kOwner].empty()) continue;
        owner_by_name(party.entity, entry.row->fields[kOwner], book, party.position, mapping_,
                      outcome_.dataset.relationships);
      }
    }
    // A party on both lists has its links twice.
    std::unordered_set<std::string> ids;
    std::erase_if(outcome_.dataset.relationships,
                  [&ids](const model::Relationship& edge) { return !ids.insert(edge.id).second; });
    std::size_t entities = parties_.size();
    for (const Party& party : parties_) entities += party.facts.documents.size();
    outcome_.dataset.entities.reserve(entities);
    for (Party& party : parties_) {
      outcome_.dataset.entities.push_back(std::move(party.entity));
      std::unordered_set<std::string> seen;
      for (model::Entity& document : party.facts.documents) {
        // The same number stands in the remarks of both lists.
        if (party.facts.documents.size() > 1 && !seen.insert(document.id).second) continue;
        outcome_.dataset.entities.push_back(std::move(document));
      }
    }
    std::sort(outcome_.lists.begin(), outcome_.lists.end());
    outcome_.lists.erase(std::unique(outcome_.lists.begin(), outcome_.lists.end()), outcome_.lists.end());
  }

  void describe_parts() {
    constexpr std::array<std::array<std::string_view, 4>, 2> kNames = {
        {{"sdn", "alt", "add", "sdn-comments"}, {"cons-prim", "cons-alt", "cons-add", "cons-comments"}}};
    constexpr std::array<std::string_view, 4> kWhat = {"parties", "other names", "addresses",
                                                       "the ends of long remarks"};
    std::array<std::array<PartPresence, 4>, 2> parts;
    for (const File& file : files_) {
      std::size_t set = 0;
      if (file.role == FileRole::kParties) {
        set = kinds_[&file] == ListKind::kSdn ? 0 : 1;
      } else {
        const std::array<std::uint64_t, 2>& rows = rows_of_[&file];
        set = rows[1] > rows[0] ? 1 : 0;
      }
      PartPresence& part = parts[set][static_cast<std::size_t>(file.role) - 1];
      if (part.present) {
        // Two editions of one part, or two days: the same rows twice, or rows of two versions in one.
        const std::string what(kWhat[static_cast<std::size_t>(file.role) - 1]);
        SourcePosition position;
        position.file = file.name;
        mapping_.report(model::FindingLevel::kWarning, "repeated-part",
                        "two files of the set hold " + what + "; their rows are joined", position);
        outcome_.notes.push_back(file.name + " is a second file of " + what + "; give one edition of one day");
      }
      part.present = true;
      part.records += file.records_in;
      if (!file.end_mark) {
        outcome_.notes.push_back(file.name +
                                 " lacks the end mark of OFAC's own files; it was re-saved, or its end is missing");
      }
    }
    for (std::size_t set = 0; set < 2; ++set) {
      if (!parts[set][0].present) continue;
      for (std::size_t i = 0; i < 4; ++i) {
        PartPresence& part = parts[set][i];
        part.part = kNames[set][i];
        part.expected = true;
        if (!part.present) {
          outcome_.notes.push_back("no " + part.part + " file was given: " + std::string(kWhat[i]) +
                                   " are missing from this version");
        }
        outcome_.parts.push_back(part);
      }
    }
  }

  const std::vector<File>& files_;
  std::string_view source_;
  ReadOutcome& outcome_;
  Mapping mapping_;
  std::vector<Party> parties_;
  std::unordered_map<std::uint32_t, std::size_t> index_;
  std::unordered_set<std::uint32_t> refused_;
  std::map<const File*, ListKind> kinds_;
  std::map<const File*, std::array<std::uint64_t, 2>> rows_of_;
};

}  // namespace

void map_files(const std::vector<File>& files, std::string_view source, ReadOutcome& outcome) {
  std::size_t rows = 0;
  for (const File& file : files) rows += file.rows.size();
  if (rows >= kTwoThreads) {
    ReadOutcome halves = outcome;
    if (FilesMapper(files, source, halves).run(true)) {
      outcome = std::move(halves);
      return;
    }
  }
  (void)FilesMapper(files, source, outcome).run(false);
}

}  // namespace penumbra::ingest::ofac

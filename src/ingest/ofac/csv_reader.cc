#include <string>
#include <vector>

#include "ingest/ofac/csv_mapper.h"
#include "ingest/ofac/csv_records.h"
#include "ingest/ofac/programmes.h"
#include "ingest/registry.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest {
namespace {

class OfacCsvReader final : public Reader {
 public:
  std::string_view name() const override { return "ofac-csv"; }

  std::string_view describes() const override {
    return "OFAC's classic files: sdn.csv with alt.csv, add.csv and sdn_comments.csv, cons_prim.csv with its own "
           "three, "
           "or both sets together; also the .pip, .del and .ff editions";
  }

  bool recognises(std::span<const InputFile> files) const override {
    // One file of parties makes the set: a damaged companion is then refused by name, with the reason.
    bool parties = false;
    bool all = true;
    for (const InputFile& file : files) {
      const ofac::FileRole role = ofac::role_of(file.bytes);
      parties = parties || role == ofac::FileRole::kParties;
      all = all && (role == ofac::FileRole::kOtherNames || role == ofac::FileRole::kAddresses);
    }
    return parties || (all && !files.empty());
  }

  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    ReadOutcome outcome;
    outcome.format = name();
    outcome.authority = ofac::kAuthority;
    std::vector<ofac::File> read;
    bool parties = false;
    for (const InputFile& file : files) {
      PENUMBRA_RETURN_IF_ERROR(check_text(file));
      PENUMBRA_ASSIGN_OR_RETURN(ofac::File one, ofac::read_file(file, outcome.findings));
      parties = parties || one.role == ofac::FileRole::kParties;
      read.push_back(std::move(one));
    }
    if (!parties) {
      Error error{ErrorCode::kUnexpectedStructure,
                  "the file of parties (sdn.csv or cons_prim.csv) is missing",
                  {},
                  "Give the files of one version together: sdn.csv, alt.csv, add.csv and sdn_comments.csv"};
      if (!files.empty()) error.position.file = files.front().name;
      return error;
    }
    ofac::map_files(read, source, outcome);
    return outcome;
  }
};

}  // namespace

const Reader& ofac_csv_reader() {
  static const OfacCsvReader reader;
  return reader;
}

}  // namespace penumbra::ingest

// The reader itself: recognise, read, map.
#include "ingest/example/example.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest {
namespace {

class ExampleReader final : public Reader {
 public:
  std::string_view name() const override { return "example-csv"; }
  std::string_view describes() const override { return "The invented list of the skeleton reader: one CSV file"; }

  // By content only, over a bounded prefix, and generous: a damaged file of this format must come here, so that read()
  // can say what is wrong with it.
  bool recognises(std::span<const InputFile> files) const override {
    if (files.size() != 1) return false;
    const std::string_view first_line = files[0].bytes.substr(0, files[0].bytes.substr(0, 4096).find('\n'));
    return first_line.find("number") != std::string_view::npos &&
           first_line.find("listed_on") != std::string_view::npos;
  }

  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    if (files.size() != 1) {
      return Error{ErrorCode::kInvalidArgument, "this list is one file", {}, "Give one file per version"};
    }
    PENUMBRA_RETURN_IF_ERROR(check_text(files[0]));  // encoding, HTML, archives
    ReadOutcome outcome;
    outcome.format = name();
    outcome.authority = "Office of Examples";
    PENUMBRA_ASSIGN_OR_RETURN(const std::vector<example::Record> records,
                              example::read_records(files[0], outcome.counts, outcome.findings));
    example::map_records(records, files[0].name, source, outcome);
    return outcome;
  }
};

}  // namespace

const Reader& example_reader() {
  static const ExampleReader reader;
  return reader;
}

}  // namespace penumbra::ingest

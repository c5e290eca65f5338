#include <string>

#include "ingest/eu_fsf/mapper.h"
#include "ingest/registry.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/time_of_day.h"
#include "ingest/xml.h"
#include "ingest/xml_halves.h"

namespace penumbra::ingest {
namespace {

constexpr std::string_view kNamespace = "http://eu.europa.ec/fpi/fsd/export";
constexpr std::size_t kPrefix = std::size_t{16} << 10;

class Handler final : public XmlHandler {
 public:
  Handler(std::string_view source, const InputFile& file, ReadOutcome& outcome)
      : file_(file), outcome_(outcome), mapper_(source, file.name, outcome) {}

  Status root(const XmlNode& element, std::string_view xml_namespace) override {
    SourcePosition position{file_.name, element.line, 1, element.offset, element.name};
    if (element.name != "export" || xml_namespace != kNamespace) {
      return Error{ErrorCode::kUnexpectedStructure,
                   "the root element is {" + shown(xml_namespace, 80) + "}" + shown(element.name, 40) +
                       " instead of {" + std::string(kNamespace) + "}export",
                   position, "Check whether the Commission changed the format; this reader knows version 1.1"};
    }
    const auto date = PartialDate::parse(without_time(element.attribute("generationDate")));
    if (!date.ok() || !date->known()) {
      position.path = "export/@generationDate";
      return Error{ErrorCode::kUnexpectedStructure, "the file does not say on which day it was made", position,
                   "Check whether the Commission changed the format; this reader knows version 1.1"};
    }
    outcome_.published = *date;
    if (const std::string_view id = element.attribute("globalFileId"); !id.empty()) {
      outcome_.notes.push_back("global file id " + shown(id, 40));
    }
    return {};
  }

  bool is_record(std::span<const std::string> path) override { return path.size() == 2 && path[1] == "sanctionEntity"; }

  Status record(std::span<const std::string> /*path*/, const XmlNode& node) override {
    mapper_.add(node);
    return {};
  }

  Status outside(std::span<const std::string> path, const XmlNode& element) override {
    return Error{ErrorCode::kUnexpectedStructure,
                 "the element " + path_text(path) + " stands where only export/sanctionEntity may",
                 SourcePosition{file_.name, element.line, 1, element.offset, path_text(path)},
                 "Check whether the Commission changed the format; this reader knows version 1.1"};
  }

  bool can_join(const Handler& later) const { return mapper_.can_join(later.mapper_); }
  void join(Handler& later) { mapper_.join(later.mapper_); }
  void finish() { mapper_.finish(); }

 private:
  const InputFile& file_;
  ReadOutcome& outcome_;
  eu_fsf::Mapper mapper_;
};

class EuFsfReader final : public Reader {
 public:
  std::string_view name() const override { return "eu-fsf-xml"; }

  std::string_view describes() const override {
    return "EU Financial Sanctions Files, XML version 1.1 (xmlFullSanctionsList_1_1): one file";
  }

  bool recognises(std::span<const InputFile> files) const override {
    if (files.size() != 1) return false;
    const std::string_view start = files[0].bytes.substr(0, kPrefix);
    // A changed namespace is recognised too, so that it is refused by name.
    return xml_root(start) == "export" &&
           (start.find(kNamespace) != std::string_view::npos || start.find("sanctionEntity") != std::string_view::npos);
  }

  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    if (files.size() != 1) {
      return Error{ErrorCode::kInvalidArgument,
                   "the EU list is one file, " + std::to_string(files.size()) + " were given",
                   {},
                   "Give one file per version"};
    }
    ReadOutcome outcome;
    outcome.format = name();
    outcome.authority = "Council of the European Union";
    PENUMBRA_RETURN_IF_ERROR(check_text(files[0]));
    Handler handler(source, files[0], outcome);
    PENUMBRA_RETURN_IF_ERROR(
        read_list_xml(name(), files[0], "sanctionEntity", outcome, handler,
                      [&](ReadOutcome& later) { return std::make_unique<Handler>(source, files[0], later); }));
    handler.finish();
    if (outcome.counts.records_in == 0) {
      SourcePosition position;
      position.file = files[0].name;
      position.path = "export";
      return Error{ErrorCode::kEmpty, "the list holds no sanctionEntity", position,
                   "Fetch it again; an empty list is not published"};
    }
    return outcome;
  }
};

}  // namespace

const Reader& eu_fsf_reader() {
  static const EuFsfReader reader;
  return reader;
}

}  // namespace penumbra::ingest

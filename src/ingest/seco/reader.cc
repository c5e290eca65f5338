#include <string>

#include "ingest/registry.h"
#include "ingest/seco/mapper.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/xml.h"
#include "ingest/xml_form.h"

namespace penumbra::ingest {
namespace {

constexpr std::size_t kPrefix = std::size_t{16} << 10;
constexpr std::string_view kFix = "Check whether SECO changed the format; this reader knows the list of 2026";

class Handler final : public XmlHandler {
 public:
  Handler(std::string_view source, const InputFile& file, ReadOutcome& outcome)
      : file_(file), outcome_(outcome), mapper_(source, file.name, outcome) {}

  Status root(const XmlNode& element, std::string_view xml_namespace) override {
    if (element.name != "swiss-sanctions-list" || !xml_namespace.empty()) {
      return fault(element, "the root element is {" + shown(xml_namespace, 80) + "}" + shown(element.name, 40) +
                                " instead of swiss-sanctions-list without a namespace");
    }
    if (const std::string_view type = element.attribute("list-type"); type != "whole-list") {
      return fault(element, "the list is of type \"" + shown(type, 40) + "\", which is no whole list");
    }
    const auto date = PartialDate::parse(element.attribute("date").substr(0, 10));
    if (!date.ok() || !date->known()) return fault(element, "the file does not say of which day it is");
    outcome_.published = *date;
    return {};
  }

  bool is_record(std::span<const std::string> path) override {
    return path.size() == 2 && (path[1] == "target" || path[1] == "sanctions-program" || path[1] == "place");
  }

  Status record(std::span<const std::string> path, const XmlNode& node) override {
    if (path[1] == "target") {
      if (targets_) mapper_.add_target(node);
    } else if (!targets_ && path[1] == "place") {
      mapper_.add_place(node);
    } else if (!targets_) {
      mapper_.add_programme(node);
    }
    return {};
  }

  // The second run over the file maps the targets.
  void take_targets() { targets_ = true; }

  Status outside(std::span<const std::string> path, const XmlNode& element) override {
    return fault(element, "the element " + path_text(path) + " stands where no element is known");
  }

  Status finish() {
    mapper_.finish();
    if (outcome_.counts.records_in == 0) {
      SourcePosition position;
      position.file = file_.name;
      position.path = "swiss-sanctions-list";
      return Error{ErrorCode::kEmpty, "the list holds no target", position,
                   "Fetch it again; an empty list is not published"};
    }
    return {};
  }

 private:
  Status fault(const XmlNode& element, std::string message) const {
    return Error{ErrorCode::kUnexpectedStructure, std::move(message),
                 SourcePosition{file_.name, element.line, 1, element.offset, element.name}, std::string(kFix)};
  }

  const InputFile& file_;
  ReadOutcome& outcome_;
  seco::Mapper mapper_;
  bool targets_ = false;
};

class SecoReader final : public Reader {
 public:
  std::string_view name() const override { return "ch-seco-xml"; }

  std::string_view describes() const override {
    return "Swiss sanctions list of SECO, XML (swiss-sanctions-list, whole list): one file";
  }

  bool recognises(std::span<const InputFile> files) const override {
    if (files.size() != 1) return false;
    return xml_root(files[0].bytes.substr(0, kPrefix)) == "swiss-sanctions-list";
  }

  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    if (files.size() != 1) {
      return Error{ErrorCode::kInvalidArgument,
                   "the Swiss list is one file, " + std::to_string(files.size()) + " were given",
                   {},
                   "Give one file per version"};
    }
    ReadOutcome outcome;
    outcome.format = name();
    outcome.authority = "State Secretariat for Economic Affairs";
    PENUMBRA_RETURN_IF_ERROR(check_text(files[0]));
    Handler handler(source, files[0], outcome);
    PENUMBRA_RETURN_IF_ERROR(read_xml(files[0], handler));
    handler.take_targets();
    FormCheck form(name(), files[0], outcome.findings, handler);
    PENUMBRA_RETURN_IF_ERROR(read_xml(files[0], form));
    form.finish();
    PENUMBRA_RETURN_IF_ERROR(handler.finish());
    return outcome;
  }
};

}  // namespace

const Reader& seco_reader() {
  static const SecoReader reader;
  return reader;
}

}  // namespace penumbra::ingest

#include <string>

#include "ingest/registry.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/time_of_day.h"
#include "ingest/un/mapper.h"
#include "ingest/xml.h"
#include "ingest/xml_halves.h"

namespace penumbra::ingest {
namespace {

constexpr std::size_t kPrefix = std::size_t{16} << 10;
constexpr std::string_view kFix =
    "Check whether the UN changed the format; this reader knows CONSOLIDATED_LIST as of 2025";

class Handler final : public XmlHandler {
 public:
  Handler(std::string_view source, const InputFile& file, ReadOutcome& outcome)
      : file_(file), outcome_(outcome), mapper_(source, file.name, outcome) {}

  Status root(const XmlNode& element, std::string_view xml_namespace) override {
    if (element.name != "CONSOLIDATED_LIST" || !xml_namespace.empty()) {
      return fault(element, "the root element is {" + shown(xml_namespace, 80) + "}" + shown(element.name, 40) +
                                " instead of CONSOLIDATED_LIST without a namespace");
    }
    const auto date = PartialDate::parse(without_time(element.attribute("dateGenerated")));
    if (!date.ok() || !date->known()) return fault(element, "the file does not say on which day it was made");
    outcome_.published = *date;
    return {};
  }

  bool is_record(std::span<const std::string> path) override {
    return path.size() == 3 &&
           ((path[1] == "INDIVIDUALS" && path[2] == "INDIVIDUAL") || (path[1] == "ENTITIES" && path[2] == "ENTITY"));
  }

  Status record(std::span<const std::string> path, const XmlNode& node) override {
    ++(path[2] == "ENTITY" ? entities_ : individuals_);
    mapper_.add(node);
    return {};
  }

  Status outside(std::span<const std::string> path, const XmlNode& element) override {
    if (path.size() == 2 && path[1] == "INDIVIDUALS")
      has_individuals_ = true;
    else if (path.size() == 2 && path[1] == "ENTITIES")
      has_entities_ = true;
    else
      return fault(element, "the element " + path_text(path) + " stands where no element is known");
    return {};
  }

  bool can_join(const Handler& later) const { return mapper_.can_join(later.mapper_); }
  void join(Handler& later) {
    mapper_.join(later.mapper_);
    has_individuals_ = has_individuals_ || later.has_individuals_;
    has_entities_ = has_entities_ || later.has_entities_;
    individuals_ += later.individuals_;
    entities_ += later.entities_;
  }

  Status finish() {
    mapper_.finish();
    outcome_.parts = {{"individuals", has_individuals_, true, individuals_},
                      {"entities", has_entities_, true, entities_}};
    if (outcome_.counts.records_in == 0) {
      SourcePosition position;
      position.file = file_.name;
      position.path = "CONSOLIDATED_LIST";
      return Error{ErrorCode::kEmpty, "the list holds no entry", position,
                   "Fetch it again; an empty list is not published"};
    }
    for (const auto& [present, name] : {std::pair{has_individuals_, "individuals"}, {has_entities_, "entities"}}) {
      if (!present) outcome_.notes.push_back(std::string("the file has no part for ") + name);
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
  un::Mapper mapper_;
  bool has_individuals_ = false;
  bool has_entities_ = false;
  std::uint64_t individuals_ = 0;
  std::uint64_t entities_ = 0;
};

class UnReader final : public Reader {
 public:
  std::string_view name() const override { return "un-xml"; }

  std::string_view describes() const override {
    return "United Nations Security Council Consolidated List, XML (consolidated.xml): one file";
  }

  bool recognises(std::span<const InputFile> files) const override {
    if (files.size() != 1) return false;
    const std::string_view start = files[0].bytes.substr(0, kPrefix);
    return xml_root(start) == "CONSOLIDATED_LIST";
  }

  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    if (files.size() != 1) {
      return Error{ErrorCode::kInvalidArgument,
                   "the UN list is one file, " + std::to_string(files.size()) + " were given",
                   {},
                   "Give one file per version"};
    }
    ReadOutcome outcome;
    outcome.format = name();
    outcome.authority = "United Nations Security Council";
    PENUMBRA_RETURN_IF_ERROR(check_text(files[0]));
    Handler handler(source, files[0], outcome);
    PENUMBRA_RETURN_IF_ERROR(read_list_xml(name(), files[0], "INDIVIDUAL", outcome, handler, [&](ReadOutcome& later) {
      return std::make_unique<Handler>(source, files[0], later);
    }));
    PENUMBRA_RETURN_IF_ERROR(handler.finish());
    return outcome;
  }
};

}  // namespace

const Reader& un_reader() {
  static const UnReader reader;
  return reader;
}

}  // namespace penumbra::ingest

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "ingest/registry.h"
#include "ingest/seco/mapper.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/time_of_day.h"
#include "ingest/xml.h"
#include "ingest/xml_halves.h"

namespace penumbra::ingest {
namespace {

constexpr std::size_t kPrefix = std::size_t{16} << 10;
constexpr std::string_view kFix = "Check whether SECO changed the format; this reader knows the list of 2026";

class Handler final : public XmlHandler {
 public:
  // The first run over the file fills the tables, the second one maps the targets.
  enum class Run : unsigned char { kTables, kTargets };

  Handler(Run run, std::string_view source, const InputFile& file, seco::Tables& tables, ReadOutcome& outcome)
      : run_(run), file_(file), outcome_(outcome), mapper_(source, file.name, tables, outcome) {}

  Status root(const XmlNode& element, std::string_view xml_namespace) override {
    if (element.name != "swiss-sanctions-list" || !xml_namespace.empty()) {
      return fault(element, "the root element is {" + shown(xml_namespace, 80) + "}" + shown(element.name, 40) +
                                " instead of swiss-sanctions-list without a namespace");
    }
    if (const std::string_view type = element.attribute("list-type"); type != "whole-list") {
      Error error = fault(element, "the list is of type \"" + shown(type, 40) + "\", which is no whole list").error();
      error.fix = "Fetch the whole list (\"Gesamtliste\"); a list of changes or of search results cannot stand for it";
      return error;
    }
    const auto date = PartialDate::parse(without_time(element.attribute("date")));
    if (!date.ok() || !date->known()) return fault(element, "the file does not say of which day it is");
    outcome_.published = *date;
    return {};
  }

  bool is_record(std::span<const std::string> path) override {
    return path.size() == 2 && (path[1] == "target" || path[1] == "sanctions-program" || path[1] == "place");
  }

  Status record(std::span<const std::string> path, const XmlNode& node) override {
    if (path[1] != "target") around_.push_back(node.offset);
    if (path[1] == "target") {
      if (run_ == Run::kTargets) mapper_.add_target(node);
    } else if (run_ == Run::kTables && path[1] == "place") {
      mapper_.add_place(node);
    } else if (run_ == Run::kTables) {
      mapper_.add_programme(node);
    }
    return {};
  }

  Status outside(std::span<const std::string> path, const XmlNode& element) override {
    return fault(element, "the element " + path_text(path) + " stands where no element is known");
  }

  bool can_join(const Handler& later) const { return mapper_.can_join(later.mapper_); }
  void join(Handler& later) {
    mapper_.join(later.mapper_);
    around_.insert(around_.end(), later.around_.begin(), later.around_.end());
  }
  // Where the programmes and places stand.
  const std::vector<std::uint64_t>& around() const { return around_; }

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

  Run run_;
  const InputFile& file_;
  ReadOutcome& outcome_;
  seco::Mapper mapper_;
  std::vector<std::uint64_t> around_;
};

// The programmes and places of the later half.
class LaterTables final : public LaterXml {
 public:
  LaterTables(std::string_view source, const InputFile& file, seco::Tables& tables, ReadOutcome& outcome)
      : first_tables_(tables),
        first_outcome_(outcome),
        handler_(Handler::Run::kTables, source, file, tables_, outcome_) {}

  XmlHandler& handler() override { return handler_; }
  void begin() override { outcome_ = {}; }
  bool join() override {
    if (!first_outcome_.findings.can_join(outcome_.findings) || !first_tables_.join(tables_)) return false;
    join_outcomes(first_outcome_, std::move(outcome_));
    return true;
  }

 private:
  seco::Tables& first_tables_;
  ReadOutcome& first_outcome_;
  seco::Tables tables_;
  ReadOutcome outcome_;
  Handler handler_;
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
    // Programmes stand before the targets and places behind them. Where the second run over the file meets others than
    // a quick look found, the first run is a whole one.
    for (const bool quick : {true, false}) {
      ReadOutcome made = outcome;
      seco::Tables tables;
      std::vector<std::uint64_t> found;
      {
        Handler handler(Handler::Run::kTables, source, files[0], tables, made);
        if (quick) {
          if (!read_xml_around(files[0], handler, "target")) continue;
          found = handler.around();
        } else {
          PENUMBRA_RETURN_IF_ERROR(read_xml_halves(files[0], handler, "target", [&] {
            return std::make_unique<LaterTables>(source, files[0], tables, made);
          }));
        }
      }
      Handler handler(Handler::Run::kTargets, source, files[0], tables, made);
      Status read = read_list_xml(name(), files[0], "target", made, handler, [&](ReadOutcome& later) {
        return std::make_unique<Handler>(Handler::Run::kTargets, source, files[0], tables, later);
      });
      if (quick && (!read.ok() || handler.around() != found)) continue;
      if (!read.ok()) return read.error();
      PENUMBRA_RETURN_IF_ERROR(handler.finish());
      return made;
    }
    return outcome;
  }
};

}  // namespace

const Reader& seco_reader() {
  static const SecoReader reader;
  return reader;
}

}  // namespace penumbra::ingest

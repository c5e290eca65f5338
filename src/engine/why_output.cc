#include "base/csv.h"
#include "base/json_writer.h"
#include "penumbra/why.h"

namespace penumbra {
namespace {

using base::JsonWriter;

void write(JsonWriter& out, const WhyRule& rule) {
  out.key("rule").begin_object();
  out.member("id", rule.id).member("version", rule.version).member("authority", rule.authority);
  out.member("source", rule.source).member("text", rule.text).member("status", rule.status);
  out.member("checked", rule.checked).member("read", rule.read).member("check_by", rule.check_by);
  out.member("note", rule.note).end_object();
}

void write(JsonWriter& out, const WhyFact& fact) {
  out.begin_object();
  out.member("label", fact.label).member("from", fact.from).member("to", fact.to).member("kind", fact.kind);
  if (!fact.criterion.empty()) out.member("criterion", fact.criterion);
  out.member("low", fact.low).member("high", fact.high);
  out.member("valid_from", fact.valid_from).member("valid_to", fact.valid_to).member("recorded", fact.recorded);
  out.member("source", fact.source).member("checked", fact.checked).member("certain", fact.certain);
  out.member("sentence", fact.sentence).end_object();
}

void write(JsonWriter& out, const WhyChain& chain) {
  out.begin_object().member("facts", chain.facts).key("steps").begin_array();
  for (const WhyStep& step : chain.steps) {
    out.begin_object().member("party", step.party).member("facts", step.facts).member("text", step.text).end_object();
  }
  out.end_array().member("starts", chain.starts).member("note", chain.note).end_object();
}

void write(JsonWriter& out, std::string_view name, const std::vector<WhyNote>& notes) {
  out.key(name).begin_array();
  for (const WhyNote& note : notes) out.begin_object().member("key", note.key).member("text", note.text).end_object();
  out.end_array();
}

void write(JsonWriter& out, const WhyFlip& flip) {
  out.begin_object().member("form", flip.form).member("facts", flip.facts).member("parties", flip.parties);
  out.member("boundary", flip.boundary).member("strict", flip.strict).member("outcome", flip.outcome);
  out.member("text", flip.text).end_object();
}

void write(JsonWriter& out, const WhyAnswer& answer) {
  out.begin_object().member("id", answer.id).member("caption", answer.caption);
  if (!answer.entity.empty()) out.member("entity", answer.entity);
  if (!answer.regime.empty()) out.member("regime", answer.regime);
  out.member("as_of", answer.as_of.to_string());
  if (answer.known_at) out.member("known_at", answer.known_at->to_string());
  out.member("verdict", answer.verdict).member("sentence", answer.sentence);
  if (!answer.regime.empty()) write(out, answer.rule);
  out.key("facts").begin_array();
  for (const WhyFact& fact : answer.facts) write(out, fact);
  out.end_array().key("chains").begin_array();
  for (const WhyChain& chain : answer.chains) write(out, chain);
  out.end_array().member("more", answer.more);
  write(out, "readings", answer.readings);
  write(out, "flags", answer.flags);
  out.member("not_established", answer.not_established).key("flips").begin_array();
  for (const WhyFlip& flip : answer.flips) write(out, flip);
  out.end_array().member("notes", answer.notes).member("incomplete", answer.incomplete).end_object();
}

class CsvTable {
 public:
  CsvTable() : out_("id,regime,verdict,part,number,label,from,to,kind,low,high,source,text\n") {}

  void row(const WhyAnswer& answer, std::string_view part, std::size_t number, const WhyFact* fact,
           std::string_view label, std::string_view text) {
    const WhyFact none;
    const WhyFact& f = fact == nullptr ? none : *fact;
    for (const std::string_view cell :
         {std::string_view(answer.id), std::string_view(answer.regime), std::string_view(answer.verdict), part}) {
      cell_of(cell);
    }
    cell_of(std::to_string(number));
    for (const std::string_view cell :
         {label, std::string_view(f.from), std::string_view(f.to), std::string_view(f.kind), std::string_view(f.low),
          std::string_view(f.high), std::string_view(f.source), text}) {
      cell_of(cell);
    }
    out_.back() = '\n';
  }
  std::string take() { return std::move(out_); }

 private:
  void cell_of(std::string_view cell) {
    base::append_csv_field(out_, cell, true);
    out_ += ',';
  }

  std::string out_;
};

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

}  // namespace

std::string to_json(std::span<const WhyAnswer> answers, int indent) {
  JsonWriter out(indent);
  out.begin_array();
  for (const WhyAnswer& answer : answers) write(out, answer);
  out.end_array();
  return std::move(out).take();
}

std::string to_csv(std::span<const WhyAnswer> answers) {
  CsvTable table;
  for (const WhyAnswer& answer : answers) {
    table.row(answer, "verdict", 1, nullptr, "", answer.sentence);
    for (std::size_t i = 0; i < answer.facts.size(); ++i) {
      table.row(answer, "fact", i + 1, &answer.facts[i], answer.facts[i].label, answer.facts[i].sentence);
    }
    for (std::size_t i = 0; i < answer.chains.size(); ++i) {
      for (const WhyStep& step : answer.chains[i].steps) {
        table.row(answer, "chain", i + 1, nullptr, joined(step.facts), step.text);
      }
    }
    for (std::size_t i = 0; i < answer.readings.size(); ++i) {
      table.row(answer, "reading", i + 1, nullptr, answer.readings[i].key, answer.readings[i].text);
    }
    for (std::size_t i = 0; i < answer.flags.size(); ++i) {
      table.row(answer, "flag", i + 1, nullptr, answer.flags[i].key, answer.flags[i].text);
    }
    for (std::size_t i = 0; i < answer.not_established.size(); ++i) {
      table.row(answer, "not-established", i + 1, nullptr, "", answer.not_established[i]);
    }
    for (std::size_t i = 0; i < answer.flips.size(); ++i) {
      table.row(answer, answer.flips[i].form, i + 1, nullptr, joined(answer.flips[i].facts), answer.flips[i].text);
    }
    for (std::size_t i = 0; i < answer.notes.size(); ++i) {
      table.row(answer, "note", i + 1, nullptr, "", answer.notes[i]);
    }
    for (std::size_t i = 0; i < answer.incomplete.size(); ++i) {
      table.row(answer, "incomplete", i + 1, nullptr, "", answer.incomplete[i]);
    }
  }
  return table.take();
}

}  // namespace penumbra

#include "base/json_writer.h"
#include "engine/answer_json.h"
#include "penumbra/supply.h"

namespace penumbra {
namespace {

using base::JsonWriter;

void write(JsonWriter& out, const NamedThing& thing) {
  out.begin_object().member("id", thing.id).member("caption", thing.caption).end_object();
}

void write(JsonWriter& out, std::string_view name, const NamedThing& thing) {
  out.key(name);
  write(out, thing);
}

void write(JsonWriter& out, std::string_view name, const std::vector<NamedThing>& things) {
  out.key(name).begin_array();
  for (const NamedThing& thing : things) write(out, thing);
  out.end_array();
}

// null where the record is silent: a missing time is not zero days.
void write(JsonWriter& out, std::string_view name, const SupplyTime& time) {
  out.key(name);
  if (!time.known) {
    out.null();
    return;
  }
  out.begin_object().member("least_days", time.least_days).member("most_days", time.most_days);
  if (time.likely_days >= 0) out.member("likely_days", time.likely_days);
  out.member("text", time.text).member("source", time.source).end_object();
}

void write(JsonWriter& out, const SupplyOutage& outage) {
  out.begin_object();
  out.member("certainty", to_string(outage.certainty)).member("from", outage.from).member("to", outage.to);
  out.member("before_period", outage.before_period).member("end_unknown", outage.end_unknown);
  write(out, "side", outage.side);
  out.member("cause_type", outage.cause_type).member("cause", outage.cause).member("sentence", outage.sentence);
  out.key("chain").begin_array();
  for (const SupplyStep& step : outage.chain) {
    out.begin_object();
    write(out, "thing", step.thing);
    write(out, "dependant", step.dependant);
    out.member("date", step.date).member("sentence", step.sentence).member("sources", step.sources).end_object();
  }
  out.end_array().end_object();
}

void write(JsonWriter& out, const SupplySubstitute& each) {
  out.begin_object();
  write(out, "substitute", each.substitute);
  write(out, "lost", each.lost);
  write(out, "dependant", each.dependant);
  out.member("status", each.status).member("ordered", each.ordered).member("chosen", each.chosen);
  write(out, "qualification", each.qualification);
  write(out, "lead", each.lead);
  out.member("licence_needed", each.licence_needed);
  write(out, "licence", each.licence);
  out.member("ready_least", each.ready_least).member("ready_likely", each.ready_likely);
  out.member("ready_most", each.ready_most).member("missing", each.missing);
  out.member("queued_ready", each.queued_ready);
  write(out, "queue_before", each.queue_before);
  out.member("fails", each.fails);
  out.key("exposures").begin_array();
  for (const Exposure& exposure : each.exposures) {
    out.begin_object();
    out.member("key", exposure.key).member("kind", to_string(exposure.kind));
    out.member("severity", to_string(exposure.severity)).member("certainty", to_string(exposure.certainty));
    write(out, "target", exposure.target);
    out.member("regime", exposure.regime).member("jurisdiction", exposure.jurisdiction);
    out.member("sentence", exposure.sentence).member("sources", exposure.cause.sources).end_object();
  }
  out.end_array();
  out.member("sources", each.sources).end_object();
}

void write(JsonWriter& out, std::string_view name, const SupplyQuantiles& q) {
  out.key(name).begin_object();
  out.member("p10", q.p10).member("p50", q.p50).member("p80", q.p80).member("p90", q.p90);
  out.member("least", q.least).member("most", q.most).member("reached", q.reached).end_object();
}

void write(JsonWriter& out, std::string_view name, const std::vector<SupplyAtRisk>& risks) {
  out.key(name).begin_array();
  for (const SupplyAtRisk& risk : risks) {
    out.begin_object().member("certainty", to_string(risk.certainty)).member("missions", risk.missions);
    out.key("value").begin_array();
    for (const SupplyMoney& money : risk.value) {
      out.begin_object().member("currency", money.currency).member("low", money.low).member("high", money.high);
      out.end_object();
    }
    out.end_array();
    write(out, "things", risk.things);
    out.member("sources", risk.sources).end_object();
  }
  out.end_array();
}

void write(JsonWriter& out, const EntitySupply& entity, bool cut_sets) {
  out.begin_object();
  out.member("id", entity.entity.id).member("caption", entity.entity.caption).member("schema", entity.schema);
  out.member("section", entity.section).member("headline", entity.headline);
  out.member("already_broken", entity.already_broken).member("need_date", entity.need_date);
  out.key("outages").begin_array();
  for (const SupplyOutage& outage : entity.outages) write(out, outage);
  out.end_array();
  out.key("substitutes").begin_array();
  for (const SupplySubstitute& each : entity.substitutes) write(out, each);
  out.end_array();
  const SupplySlip& slip = entity.slip;
  out.key("slip").begin_object();
  out.member("known", slip.known).member("why", slip.why).member("reading", to_string(slip.reading));
  out.member("planned", slip.planned);
  write(out, "stops", slip.stops);
  write(out, "resumes", slip.resumes);
  out.key("p10_days");
  slip.p10_days < 0 ? out.null() : out.value(slip.p10_days);
  out.key("p50_days");
  slip.p50_days < 0 ? out.null() : out.value(slip.p50_days);
  out.key("p80_days");
  slip.p80_days < 0 ? out.null() : out.value(slip.p80_days);
  out.key("p90_days");
  slip.p90_days < 0 ? out.null() : out.value(slip.p90_days);
  out.member("samples", slip.samples).member("seed", slip.seed).end_object();
  write(out, "at_risk", entity.at_risk);
  if (cut_sets) {
    out.key("cut_sets").begin_array();
    for (const SupplyCutSet& set : entity.cut_sets) {
      out.begin_object();
      write(out, "things", set.things);
      out.member("kind", set.kind).member("certainty", to_string(set.certainty));
      out.member("stops_least", set.stops_least).member("stops_most", set.stops_most);
      out.member("stops_note", set.stops_note);
      write(out, "at_risk", set.at_risk);
      out.end_object();
    }
    out.end_array();
  }
  out.key("unknowns").begin_array();
  for (const ExposureNote& note : entity.unknowns) {
    out.begin_object().member("key", note.key).member("entity", note.entity).member("text", note.text);
    out.member("sources", note.sources).end_object();
  }
  out.end_array();
  out.member("incomplete", entity.incomplete).end_object();
}

}  // namespace

std::string to_json(const SupplyAnswer& answer, int indent) {
  JsonWriter out(indent);
  out.begin_object();
  out.member("verdict", !answer.incomplete.empty() ? "incomplete" : answer.exposed() ? "exposed" : "none-on-record");
  out.member("as_of", answer.as_of.to_string()).member("until", answer.until.to_string());
  out.member("known_at", answer.known_at ? answer.known_at->to_string() : "");
  out.member("regimes", answer.regimes).member("portfolio", answer.portfolio).member("what_if", answer.what_if);
  out.member("incomplete", answer.incomplete);
  out.key("entities").begin_array();
  for (const EntitySupply& entity : answer.entities) write(out, entity, answer.cut_sets);
  out.end_array();
  if (!answer.what_if.empty()) {
    out.key("effects").begin_array();
    for (const SupplyEffect& effect : answer.effects) {
      out.begin_object().member("id", effect.entity.id).member("caption", effect.entity.caption);
      out.member("effect", effect.effect).member("certainty", to_string(effect.certainty));
      out.member("stops", effect.stops).member("base_stops", effect.base_stops);
      out.member("sentence", effect.sentence).end_object();
    }
    out.end_array();
  }
  out.key("queues").begin_array();
  for (const SupplyQueue& queue : answer.queues) {
    out.begin_object();
    write(out, "substitute", queue.substitute);
    write(out, "service", queue.service);
    out.key("places").begin_array();
    for (const SupplyQueue::Place& place : queue.places) {
      out.begin_object();
      write(out, "dependant", place.dependant);
      out.member("needed", place.needed).member("ready", place.ready).member("alone", place.alone).end_object();
    }
    out.end_array().end_object();
  }
  out.end_array();
  engine::write_sources(out, answer.sources);
  engine::write_versions(out, answer.versions);
  out.end_object();
  return out.take();
}

}  // namespace penumbra

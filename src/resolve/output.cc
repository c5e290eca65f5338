#include "resolve/output.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/csv.h"
#include "base/json_writer.h"

namespace penumbra::resolve {
namespace {

void bits_member(base::JsonWriter& json, std::string_view name, Centibits bits) {
  json.key(name).raw(fmt::format("{:.2f}", bits / static_cast<double>(kBit)));
}

void write_links(base::JsonWriter& json, const Records& records, const Resolution& resolution, const Cluster& cluster) {
  json.key("links").begin_array();
  for (const std::uint32_t record : cluster.records) {
    auto pair = std::lower_bound(resolution.pairs.begin(), resolution.pairs.end(), record,
                                 [](const PairFinding& p, std::uint32_t left) { return p.left < left; });
    for (; pair != resolution.pairs.end() && pair->left == record; ++pair) {
      const bool inside = std::binary_search(cluster.records.begin(), cluster.records.end(), pair->right);
      if (!inside || pair->ruling != Ruling::kSame) continue;
      json.begin_object()
          .member("left", records.key(pair->left).text())
          .member("right", records.key(pair->right).text())
          .member("rule", pair->rule);
      if (pair->rule == "judged") {
        json.member("judged_by", pair->judged_by);
      } else {
        json.key("score").ten_thousandths(pair->points);
        bits_member(json, "bits", pair->bits);
        bits_member(json, "needed", pair->needed);
      }
      json.end_object();
    }
  }
  json.end_array();
}

}  // namespace

Result<std::string> cluster_json(const Records& records, const Resolution& resolution, const Cluster& cluster) {
  // property -> value -> sources, properties and values in the order in which they first occur.
  struct StatedValue {
    std::string text;
    std::vector<std::string> sources;
  };
  std::vector<std::pair<std::string, std::vector<StatedValue>>> properties;
  base::JsonWriter json;
  json.begin_object().member("id", cluster.id);
  std::string members;
  base::JsonWriter list;
  list.begin_array();
  for (std::size_t i = 0; i < cluster.records.size(); ++i) {
    const std::uint32_t record = cluster.records[i];
    PENUMBRA_ASSIGN_OR_RETURN(const model::Entity entity, records.entity(record));
    PENUMBRA_ASSIGN_OR_RETURN(const std::vector<std::string> lists, records.lists(record));
    const RecordKey key = records.key(record);
    if (i == 0) json.member("caption", entity.caption()).member("schema", entity.schema);
    list.begin_object()
        .member("source", key.source)
        .member("id", key.id)
        .member("schema", entity.schema)
        .member("caption", entity.caption())
        .member("lists", lists)
        .end_object();
    for (const model::Value& value : entity.values) {
      auto property = std::find_if(properties.begin(), properties.end(),
                                   [&](const auto& known) { return known.first == value.property; });
      if (property == properties.end()) {
        properties.push_back({value.property.str(), {}});
        property = properties.end() - 1;
      }
      auto stated = std::find_if(property->second.begin(), property->second.end(),
                                 [&](const StatedValue& known) { return known.text == value.text; });
      if (stated == property->second.end()) {
        property->second.push_back({value.text, {}});
        stated = property->second.end() - 1;
      }
      const std::string source = key.text();
      if (stated->sources.empty() || stated->sources.back() != source) stated->sources.push_back(source);
    }
  }
  list.end_array();
  json.key("members").raw(list.text());
  json.key("properties").begin_object();
  for (const auto& [property, values] : properties) {
    json.key(property).begin_array();
    for (const StatedValue& value : values) {
      json.begin_object().member("value", value.text).member("sources", value.sources).end_object();
    }
    json.end_array();
  }
  json.end_object();
  write_links(json, records, resolution, cluster);
  json.end_object();
  return json.take();
}

namespace {

// The unsure pairs whose answer would change a cluster: of the pairs between two clusters the one that says most.
std::vector<const PairFinding*> open_questions(const Resolution& resolution) {
  std::vector<const PairFinding*> unsure;
  for (const PairFinding& pair : resolution.pairs) {
    if (pair.ruling == Ruling::kUnsure && pair.rule != "judged") unsure.push_back(&pair);
  }
  std::stable_sort(unsure.begin(), unsure.end(),
                   [](const PairFinding* a, const PairFinding* b) { return a->bits > b->bits; });
  std::unordered_map<std::uint32_t, std::uint32_t> first_of;  // record -> first record of its cluster
  for (const Cluster& cluster : resolution.clusters) {
    for (const std::uint32_t record : cluster.records) first_of.emplace(record, cluster.records.front());
  }
  const auto stands_for = [&](std::uint32_t record) {
    const auto found = first_of.find(record);
    return found == first_of.end() ? record : found->second;
  };
  std::set<std::pair<std::uint32_t, std::uint32_t>> asked;
  std::erase_if(unsure, [&](const PairFinding* pair) {
    const auto ends = std::minmax({stands_for(pair->left), stands_for(pair->right)});
    return ends.first == ends.second || !asked.insert(ends).second;
  });
  return unsure;
}

}  // namespace

std::size_t count_questions(const Resolution& resolution) {
  return open_questions(resolution).size();
}

std::vector<const PairFinding*> twice_on_one_list(const Resolution& resolution) {
  std::vector<const PairFinding*> out;
  for (const PairFinding* pair : open_questions(resolution)) {
    if (pair->rule == "same-list") out.push_back(pair);
  }
  return out;
}

Result<std::string> review_csv(const Records& records, const Resolution& resolution) {
  const std::vector<const PairFinding*> unsure = open_questions(resolution);
  std::string out =
      "left,right,judgement,by,at,note,left_name,right_name,left_schema,right_schema,score,bits,needed,rule\n";
  for (const PairFinding* pair : unsure) {
    PENUMBRA_ASSIGN_OR_RETURN(const model::Entity left, records.entity(pair->left));
    PENUMBRA_ASSIGN_OR_RETURN(const model::Entity right, records.entity(pair->right));
    const std::vector<std::string> cells = {records.key(pair->left).text(),
                                            records.key(pair->right).text(),
                                            "",
                                            "",
                                            "",
                                            "",
                                            std::string(left.caption()),
                                            std::string(right.caption()),
                                            left.schema,
                                            right.schema,
                                            fmt::format("{:.4f}", pair->points / 10000.0),
                                            fmt::format("{:.2f}", pair->bits / static_cast<double>(kBit)),
                                            fmt::format("{:.2f}", pair->needed / static_cast<double>(kBit)),
                                            pair->rule};
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) out += ',';
      // The columns of the judgements are read back: they stay as they are.
      base::append_csv_field(out, cells[i], i >= 6);
    }
    out += '\n';
  }
  return out;
}

std::string decision_json(const RecordKey& left, const RecordKey& right, const Decision& decision) {
  base::JsonWriter json;
  json.begin_object()
      .member("left", left.text())
      .member("right", right.text())
      .member("ruling", to_string(decision.ruling))
      .member("rule", decision.rule);
  json.key("score").ten_thousandths(decision.points);
  bits_member(json, "bits", decision.bits);
  bits_member(json, "needed", decision.needed);
  json.key("reasons").begin_array();
  for (const Reason& reason : decision.reasons) {
    json.begin_object().member("name", reason.key).member("left", reason.left).member("right", reason.right);
    bits_member(json, "bits", reason.bits);
    json.member("text", reason.text).end_object();
  }
  json.end_array().key("name").begin_array();
  for (const ScoreFeature& feature : decision.name_features) {
    json.begin_object().member("name", feature.name).member("left", feature.query).member("right", feature.candidate);
    json.key("points").ten_thousandths(feature.points).member("text", feature.text).end_object();
  }
  return json.end_array().end_object().take();
}

}  // namespace penumbra::resolve

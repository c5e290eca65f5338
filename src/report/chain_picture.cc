#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "report/chain_walk.h"
#include "report/html_text.h"
#include "report/looks.h"
#include "report/pictures.h"

namespace penumbra::report {
namespace {

std::string short_cause(const Bundle& bundle) {
  const Exposure& first = bundle.first();
  std::string lists;
  std::set<std::string_view> seen;
  for (const Exposure* each : bundle.members) {
    if (!each->cause.list.empty() && seen.insert(each->cause.list).second) {
      lists += (lists.empty() ? "" : ", ") + each->cause.list;
    }
  }
  if (first.cause.type == "head") return "head on " + lists;
  if (first.cause.type == "nearby") return "next to " + lists;
  if (!lists.empty()) return lists;
  if (first.cause.type == "rule") return first.cause.verdict + " (" + first.regime + ")";
  if (!first.cause.state.empty()) return first.cause.state + " " + span_of(first.cause.from, "");
  if (first.cause.type == "lost-need") return "lost " + first.cause.other_caption;
  return first.cause.other_caption.empty() ? spoken(first.severity) : first.cause.other_caption;
}

class Builder {
 public:
  explicit Builder(const EntityExposure& entity) : root_(entity.id) {
    FlowBox box;
    box.caption = entity.caption;
    box.title = entity.caption;
    box.style = "root";
    box.root = true;
    out_.flow.boxes.push_back(std::move(box));
    places_.emplace(entity.id, 0);
    bitten_.push_back(nullptr);
  }

  // Adds a chain if its new boxes still fit.
  void add(const Bundle& bundle) {
    const Exposure& exposure = bundle.first();
    std::vector<ChainStep> way = steps_of(exposure, root_);
    // Other stakes of an ownership explanation are told in words; the picture keeps the way itself.
    std::erase_if(way, [](const ChainStep& step) { return step.side; });
    std::set<std::string_view> fresh;
    for (const ChainStep& step : way) {
      if (!places_.contains(std::string(step.needed))) fresh.insert(step.needed);
    }
    if (out_.flow.boxes.size() + fresh.size() > kMaxBoxes) {
      ++out_.left_out;
      return;
    }
    std::size_t before = 0;
    for (const ChainStep& step : way) {
      const std::size_t next = box(std::string(step.needed), std::string(step.needed_caption));
      connect(before, next, step);
      before = next;
    }
    if (exposure.target.id == root_) {
      if (out_.own == nullptr) out_.own = &bundle;
    } else if (const auto it = places_.find(exposure.target.id);
               it != places_.end() && bitten_[it->second] == nullptr) {
      bitten_[it->second] = &bundle;
    }
  }

  ChainPicture take() {
    for (std::size_t i = 0; i < bitten_.size(); ++i) {
      if (bitten_[i] == nullptr) continue;
      FlowBox& box = out_.flow.boxes[i];
      const Bundle& bundle = *bitten_[i];
      box.style = to_string(bundle.severity());
      box.small = std::string(sign_of(bundle.severity())) + " " + short_cause(bundle);
      box.title += ": " + spoken(bundle.severity()) + ", " + spoken(bundle.certainty()) + ". " + cause_in_words(bundle);
    }
    if (out_.own != nullptr) {
      FlowBox& box = out_.flow.boxes.front();
      box.small = std::string(sign_of(out_.own->severity())) + " " + short_cause(*out_.own);
    }
    for (std::size_t i = 0; i < out_.facts.size(); ++i) out_.facts[i].bitten = bitten_[out_.box_of[i]];
    return std::move(out_);
  }

 private:
  std::size_t box(const std::string& id, const std::string& caption) {
    const auto [it, fresh] = places_.emplace(id, out_.flow.boxes.size());
    if (fresh) {
      FlowBox box;
      box.caption = caption;
      box.title = caption;
      out_.flow.boxes.push_back(std::move(box));
      bitten_.push_back(nullptr);
    }
    return it->second;
  }

  void connect(std::size_t from, std::size_t to, const ChainStep& step) {
    if (!joined_.emplace(from, to).second) return;
    const ExposureHop& hop = *step.hop;
    out_.flow.links.push_back(
        {from, to, stroke_of(hop.certainty), hop.share.empty() ? "" : hop.share + " %", hop.sentence});
    const bool first = reached_.insert(to).second;
    out_.facts.push_back({&hop, std::string(step.needed), std::string(step.needed_caption), nullptr, first});
    out_.box_of.push_back(to);
  }

  std::string root_;
  ChainPicture out_;
  std::vector<const Bundle*> bitten_;
  std::map<std::string, std::size_t> places_;
  std::set<std::pair<std::size_t, std::size_t>> joined_;
  std::set<std::size_t> reached_;
};

}  // namespace

ChainPicture chain_picture(const EntityExposure& entity, const std::vector<Bundle>& bundles) {
  Builder builder(entity);
  for (const Bundle& bundle : bundles) {
    if (bundle.severity() != Severity::kContext) builder.add(bundle);
  }
  return builder.take();
}

std::string chain_table(const ChainPicture& picture, const Register& names) {
  static constexpr std::array<std::string_view, 4> kHead = {"Fact", "Certainty, need", "Leads to", "What bites there"};
  std::string caption = "Every line of the picture, in its order.";
  if (picture.own != nullptr) {
    caption += " <span data-e=\"" + box_key(0) + "\">It is bitten itself: " + escaped(cause_in_words(*picture.own)) +
               ".</span>";
  }
  std::string out = table_begin("The chains as a table", caption, kHead, true);
  for (std::size_t i = 0; i < picture.facts.size(); ++i) {
    const ChainPicture::Fact& fact = picture.facts[i];
    const ExposureHop& hop = *fact.hop;
    out += "<tr data-e=\"" + link_key(i) + "\"><td>" + escaped(hop.sentence) + names.refs(hop.sources) + "</td><td>" +
           spoken(hop.certainty) + ", " + escaped(hop.need) + "</td><td";
    if (fact.first) out += " data-e=\"" + box_key(picture.box_of[i]) + "\"";
    out += ">" + names.name(fact.needed, fact.needed_caption) + "</td><td>";
    if (fact.bitten == nullptr) {
      out += "passed through";
    } else if (!fact.first) {
      out += "as above";
    } else {
      out += chip(fact.bitten->severity()) + "<br>" + escaped(cause_in_words(*fact.bitten));
    }
    out += "</td></tr>\n";
  }
  return out + table_end();
}

}  // namespace penumbra::report

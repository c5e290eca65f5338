#include "ingest/xml_events.h"

#include <algorithm>
#include <exception>
#include <memory>
#include <system_error>
#include <thread>
#include <utility>

#include "ingest/exchange.h"

namespace penumbra::ingest {
namespace {

// A batch is handed over when it has so much.
constexpr std::size_t kBatchEvents = 256;
constexpr std::size_t kBatchBytes = std::size_t{256} << 10;

struct Event {
  enum class Kind : unsigned char { kRoot, kOutside, kRecord };
  Kind kind = Kind::kRecord;
  XmlNode node;
  std::size_t path = 0;            // in Batch::paths
  std::string_view xml_namespace;  // of the root
};

struct Batch {
  std::vector<Event> events;
  std::vector<std::vector<std::string>> paths;
  XmlArena arena;

  void clear() {
    events.clear();
    paths.clear();
    arena.clear();
  }
};

// On the thread of the parser.
class Ahead final : public XmlEvents {
 public:
  Ahead(XmlHandler& handler, Exchange<Batch>& exchange)
      : handler_(handler), exchange_(exchange), batch_(std::make_unique<Batch>()) {}

  bool root(const XmlNode& element, std::string_view xml_namespace) override {
    Event event{Event::Kind::kRoot, batch_->arena.copy(element), 0, batch_->arena.keep(xml_namespace)};
    batch_->events.push_back(event);
    return true;
  }
  bool is_record(std::span<const std::string> path) override { return handler_.is_record(path); }
  bool outside(std::span<const std::string> path, const XmlNode& element) override {
    return add({Event::Kind::kOutside, batch_->arena.copy(element), place_of(path), {}});
  }
  bool record(std::span<const std::string> path, const XmlNode& node) override {
    return add({Event::Kind::kRecord, node, place_of(path), {}});
  }
  XmlArena& arena() override { return batch_->arena; }

  void flush() {
    if (batch_ != nullptr && !batch_->events.empty()) exchange_.put_full(std::move(batch_));
  }

 private:
  std::size_t place_of(std::span<const std::string> path) {
    std::vector<std::vector<std::string>>& paths = batch_->paths;
    if (paths.empty() || !std::equal(path.begin(), path.end(), paths.back().begin(), paths.back().end()))
      paths.emplace_back(path.begin(), path.end());
    return paths.size() - 1;
  }
  bool add(const Event& event) {
    batch_->events.push_back(event);
    if (batch_->events.size() < kBatchEvents && batch_->arena.bytes() < kBatchBytes) return true;
    exchange_.put_full(std::move(batch_));
    batch_ = exchange_.empty_one();
    if (batch_ != nullptr) return true;
    batch_ = std::make_unique<Batch>();  // nobody looks at what is still put into it
    return false;
  }

  XmlHandler& handler_;
  Exchange<Batch>& exchange_;
  std::unique_ptr<Batch> batch_;
};

// Hands everything to the handler at once.
class Direct final : public XmlEvents {
 public:
  explicit Direct(XmlHandler& handler) : handler_(handler) {}

  bool root(const XmlNode& element, std::string_view xml_namespace) override {
    return check(handler_.root(element, xml_namespace));
  }
  bool is_record(std::span<const std::string> path) override { return handler_.is_record(path); }
  bool outside(std::span<const std::string> path, const XmlNode& element) override {
    return check(handler_.outside(path, element));
  }
  bool record(std::span<const std::string> path, const XmlNode& node) override {
    const bool go_on = check(handler_.record(path, node));
    arena_.clear();
    return go_on;
  }
  XmlArena& arena() override { return arena_; }
  const Status& status() const { return status_; }

 private:
  bool check(Status status) {
    status_ = std::move(status);
    return status_.ok();
  }

  XmlHandler& handler_;
  XmlArena arena_;
  Status status_;
};

Status give(const Batch& batch, XmlHandler& handler) {
  for (const Event& event : batch.events) {
    switch (event.kind) {
      case Event::Kind::kRoot:
        PENUMBRA_RETURN_IF_ERROR(handler.root(event.node, event.xml_namespace));
        break;
      case Event::Kind::kOutside:
        PENUMBRA_RETURN_IF_ERROR(handler.outside(batch.paths[event.path], event.node));
        break;
      case Event::Kind::kRecord:
        PENUMBRA_RETURN_IF_ERROR(handler.record(batch.paths[event.path], event.node));
        break;
    }
  }
  return {};
}

}  // namespace

Status read_at_once(XmlHandler& handler, const XmlParse& parse) {
  Direct events(handler);
  const Result<bool> whole = parse(events);
  if (!whole.ok()) return whole.error();
  return *whole ? Status() : events.status();
}

Status read_ahead(XmlHandler& handler, const XmlParse& parse) {
  Exchange<Batch> exchange;
  Result<bool> parsed = false;
  std::exception_ptr thrown;  // when memory runs out
  std::thread parser;
  try {
    parser = std::thread([&] {
      try {
        Ahead ahead(handler, exchange);
        parsed = parse(ahead);
        ahead.flush();
      } catch (...) {
        thrown = std::current_exception();
      }
      exchange.finish();
    });
  } catch (const std::system_error&) {
    return read_at_once(handler, parse);
  }
  const Joined joined(parser, exchange);
  Status status;
  while (status.ok()) {
    std::unique_ptr<Batch> batch = exchange.full_one();
    if (batch == nullptr) break;
    status = give(*batch, handler);
    exchange.put_empty(std::move(batch));
  }
  joined.join();
  if (!status.ok()) return status;
  if (thrown != nullptr) std::rethrow_exception(thrown);
  return parsed.ok() ? Status() : parsed.error();
}

}  // namespace penumbra::ingest

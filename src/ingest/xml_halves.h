// A document read on two threads: its records up to the middle on one, the later ones on another.
//
// What the second thread read counts only where it is sure that reading on would have given the same: the first one
// comes to the middle between two records with the same elements open, the rest is plain and without an error, and
// nothing in it depends on what stands before (no id twice, no bound passed). Otherwise it is forgotten and the first
// thread reads on. So a doubt costs time and never an answer.
#ifndef PENUMBRA_INGEST_XML_HALVES_H_
#define PENUMBRA_INGEST_XML_HALVES_H_

#include <functional>
#include <memory>
#include <string_view>
#include <utility>

#include "ingest/join.h"
#include "ingest/reader.h"
#include "ingest/xml.h"
#include "ingest/xml_form.h"

namespace penumbra::ingest {

// Who reads the later records.
class LaterXml {
 public:
  virtual ~LaterXml() = default;
  // On the second thread: gets the root and the elements around the records, and then the later records.
  virtual XmlHandler& handler() = 0;
  // Behind those elements and before the records: what was found in them is forgotten, the first half says it.
  virtual void begin() = 0;
  // On the first thread, when both halves are read: adds the later records to the others. False, with nothing changed
  // that reading on would not change, where one half depends on the other.
  virtual bool join() = 0;
};

// As read_xml(). `record`: the name of the elements of which the document mostly consists. `make`: called at most once,
// on the second thread.
Status read_xml_halves(const InputFile& input, XmlHandler& handler, std::string_view record,
                       const std::function<std::unique_ptr<LaterXml>()>& make);

// Hands over the root, and what stands before the first record of a name and behind the last one, elements and records
// of other names; nothing between them is looked at. False where the document is not plain there, or the handler gave
// an error: then what was handed over is worth nothing. Whoever reads the whole later has to check that there was
// nothing between.
bool read_xml_around(const InputFile& input, XmlHandler& handler, std::string_view record);

// Reads a list that has a table of its form (FormCheck) in halves. `make(outcome)` gives a std::unique_ptr<Handler> for
// the later records. A Handler has
//     bool can_join(const Handler& later) const;  whether the later records stand for themselves
//     void join(Handler& later);                  takes what it knows beside the outcome, whose entities follow
template <typename Handler, typename Make>
Status read_list_xml(std::string_view format, const InputFile& file, std::string_view record, ReadOutcome& outcome,
                     Handler& handler, const Make& make) {
  FormCheck form(format, file, outcome.findings, handler);

  class Later final : public LaterXml {
   public:
    Later(std::string_view format_name, const InputFile& input, FormCheck& first_form, ReadOutcome& first_outcome,
          Handler& first, const Make& make_handler)
        : first_form_(first_form),
          first_outcome_(first_outcome),
          first_(first),
          handler_(make_handler(outcome_)),
          form_(format_name, input, outcome_.findings, *handler_) {}

    XmlHandler& handler() override { return form_; }
    void begin() override {
      form_.begin_later();
      outcome_ = {};
    }
    bool join() override {
      if (!first_form_.can_join(form_) || !first_outcome_.findings.can_join(outcome_.findings) ||
          !first_.can_join(*handler_))
        return false;
      first_form_.join();
      first_.join(*handler_);
      join_outcomes(first_outcome_, std::move(outcome_));
      return true;
    }

   private:
    FormCheck& first_form_;
    ReadOutcome& first_outcome_;
    Handler& first_;
    ReadOutcome outcome_;
    std::unique_ptr<Handler> handler_;
    FormCheck form_;
  };

  PENUMBRA_RETURN_IF_ERROR(read_xml_halves(
      file, form, record, [&] { return std::make_unique<Later>(format, file, form, outcome, handler, make); }));
  form.finish();
  return {};
}

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_XML_HALVES_H_

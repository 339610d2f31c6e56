#include "projections/access/access_model.h"
#include "projections/billing/billing_model.h"
#include "projections/calendar/calendar_model.h"
#include "projections/directory/directory_model.h"
#include "projections/ledger/ledger_model.h"
#include "projections/parked_input/parked_input_model.h"
#include "projections/runtime/read_models.h"
#include "projections/telephony/telephony_model.h"
#include "projections/usage/usage_model.h"
#include "projections/wifi/wifi_model.h"

namespace tenure::projections {

std::vector<ModelKind> all_models() {
  return {{billing::make_model, {}},   {telephony::make_model, {}}, {access::make_model, {}},
          {directory::make_model, {}}, {calendar::make_model, {}},  {parked_input::make_model, {}},
          {usage::make_model, {}},     {wifi::make_model, {}},      {ledger::make_model, {}}};
}

}  // namespace tenure::projections

// All aggregates' states, their folds and their events' streams.
#pragma once

#include "domain/access/access_group.h"
#include "domain/booking/booking.h"
#include "domain/charge/charge.h"
#include "domain/contract/contract.h"
#include "domain/estate/door.h"
#include "domain/estate/legal_entity.h"
#include "domain/estate/product.h"
#include "domain/estate/site.h"
#include "domain/estate/space.h"
#include "domain/occupier/occupier.h"
#include "domain/parked_input/parked_input.h"
#include "domain/service/service.h"
#include "domain/telephony/phone_number.h"
#include "domain/usage/usage.h"
#include "domain/user/user.h"

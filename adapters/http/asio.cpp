// Asio and Beast, compiled once: everything else is built with their SEPARATE_COMPILATION switches.

#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>

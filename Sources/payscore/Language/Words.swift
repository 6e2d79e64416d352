// Every command speaks: what it says is in the words that the service has as well.
@_exported import OrderPresentation

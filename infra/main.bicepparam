using 'main.bicep'

// `azd env set NAME VALUE` sets each of these; what is not set has the value given here.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'production')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param contactAddress = readEnvironmentVariable('RBABOT_CONTACT_ADDRESS', 'iml@iom.int')
param alertAddresses = filter(split(readEnvironmentVariable('RBABOT_ALERT_ADDRESSES', ''), ','), address => !empty(address))
param planSku = readEnvironmentVariable('RBABOT_PLAN_SKU', 'B1')
param instances = int(readEnvironmentVariable('RBABOT_INSTANCES', '2'))
param storageSku = readEnvironmentVariable('RBABOT_STORAGE_SKU', 'Standard_ZRS')
param logRetentionDays = int(readEnvironmentVariable('RBABOT_LOG_RETENTION_DAYS', '90'))
param settings = json(readEnvironmentVariable('RBABOT_SETTINGS', '{}'))

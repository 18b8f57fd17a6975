// The bot in Azure, in a resource group of its own. `azd up` deploys it; infra/README.md documents every parameter.
targetScope = 'subscription'

@description('Names the deployment: it stands in the names of the resource group and of everything in it.')
@minLength(2)
@maxLength(20)
param environmentName string

@description('Azure region of everything but the Azure Bot, which is a global resource. Choose it by where the data may lie.')
param location string

@description('Tenants (GUIDs) whose people may use the bot. Never empty: the bot would not start.')
@minLength(1)
param allowedTenants string[] = [tenant().tenantId]

@description('The name that people see where Azure shows the bot.')
@maxLength(42)
param botDisplayName string = 'IML Rights Screening'

@description('Where people write when the bot does not help; said at the start and in every error.')
param contactAddress string

@description('Who gets a mail when messages cannot be delivered, the bot is not healthy or turns fail. Empty: alerts fire and mail nobody.')
param alertAddresses string[] = []

@description('The App Service plan. Basic suffices for a start; all of these allow "always on" and several instances.')
@allowed(['B1', 'B2', 'B3', 'S1', 'P0v3', 'P1v3', 'P2v3'])
param planSku string = 'B1'

@description('How many instances run at once; two or more go on while one of them is restarted.')
@minValue(1)
@maxValue(10)
param instances int = 2

@description('How storage is copied: within a data centre (LRS), over zones (ZRS), or to a second region as well (GRS, GZRS).')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_ZRS'

@description('Days that logs, traces and metrics are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@description('Gigabytes of telemetry a day, after which no more is taken in: bounds the cost.')
@minValue(1)
param logDailyCapGb int = 1

@description('More settings of the bot, by the name of their environment variable, for example { SharePoint__SiteId: \'…\' }. They are stronger than appsettings.Production.json. No secrets.')
param settings object = {}

var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-rbabot-${environmentName}'
  location: location
  tags: tags
}

module bot 'modules/resources.bicep' = {
  scope: group
  params: {
    environmentName: environmentName
    location: location
    tags: tags
    allowedTenants: allowedTenants
    botDisplayName: botDisplayName
    contactAddress: contactAddress
    alertAddresses: alertAddresses
    planSku: planSku
    instances: instances
    storageSku: storageSku
    logRetentionDays: logRetentionDays
    logDailyCapGb: logDailyCapGb
    settings: settings
  }
}

output RESOURCE_GROUP string = group.name
output BOT_APP_ID string = bot.outputs.identityClientId
output BOT_PRINCIPAL_ID string = bot.outputs.identityPrincipalId
output TENANT_ID string = tenant().tenantId
output BOT_ADDRESS string = bot.outputs.address
output BOT_WEB_APP string = bot.outputs.webApp
output STORAGE_ACCOUNT string = bot.outputs.storageAccount

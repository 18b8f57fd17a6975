// Everything in the resource group, in the order in which one thing needs another.

param environmentName string
param location string
param tags object
param allowedTenants string[]
param botDisplayName string
param contactAddress string
param alertAddresses string[]
param planSku string
param instances int
param storageSku string
param logRetentionDays int
param logDailyCapGb int
param settings object

// Names that must be unique in all of Azure carry a hash of where they are.
var unique = uniqueString(subscription().id, resourceGroup().id, location)

// Who the bot is: to Teams (as the Azure Bot's application), to storage, to Graph and to the telemetry. It has no secret.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-rbabot-${environmentName}'
  location: location
  tags: tags
}

module storage 'storage.bicep' = {
  params: {
    name: take('strba${unique}', 24)
    location: location
    tags: tags
    sku: storageSku
    principalId: identity.properties.principalId
  }
}

module telemetry 'telemetry.bicep' = {
  params: {
    environmentName: environmentName
    location: location
    tags: tags
    retentionDays: logRetentionDays
    dailyCapGb: logDailyCapGb
    principalId: identity.properties.principalId
  }
}

module app 'app.bicep' = {
  params: {
    name: 'app-rbabot-${unique}'
    planName: 'plan-rbabot-${environmentName}'
    location: location
    tags: tags
    sku: planSku
    instances: instances
    identityId: identity.id
    identityClientId: identity.properties.clientId
    tenantId: tenant().tenantId
    allowedTenants: allowedTenants
    storageAccount: storage.outputs.name
    contactAddress: contactAddress
    telemetryConnection: telemetry.outputs.connection
    settings: settings
  }
}

module bot 'bot.bicep' = {
  params: {
    name: 'bot-rbabot-${unique}'
    tags: tags
    displayName: botDisplayName
    endpoint: 'https://${app.outputs.hostName}/api/messages'
    identityId: identity.id
    identityClientId: identity.properties.clientId
    tenantId: tenant().tenantId
  }
}

module alerts 'alerts.bicep' = {
  params: {
    environmentName: environmentName
    location: location
    tags: tags
    addresses: alertAddresses
    webAppId: app.outputs.id
    workspaceId: telemetry.outputs.workspaceId
  }
}

output identityClientId string = identity.properties.clientId
output identityPrincipalId string = identity.properties.principalId
output address string = 'https://${app.outputs.hostName}'
output webApp string = app.outputs.name
output storageAccount string = storage.outputs.name

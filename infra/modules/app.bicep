// The process: ASP.NET Core on Linux, always on, so that deliveries go on when nobody types.

param name string
param planName string
param location string
param tags object
param sku string
param instances int
param identityId string
param identityClientId string
param tenantId string
param allowedTenants string[]
param storageAccount string
param contactAddress string
param telemetryConnection string
param settings object

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'linux'
  sku: {
    name: sku
    capacity: instances
  }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'bot' })
  kind: 'app,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    siteConfig: {
      linuxFxVersion: 'DOTNETCORE|10.0'
      // What is deployed brings its own runtime (docs/decisions/0020); the platform makes the file executable before it starts it.
      appCommandLine: './IML.RbaBot'
      alwaysOn: true
      healthCheckPath: '/readyz'
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      remoteDebuggingEnabled: false
      use32BitWorkerProcess: false
      webSocketsEnabled: false
    }
  }
}

// Deployment goes by Entra sign-in; the publishing passwords of old are off.
resource ftpPublishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'ftp'
  properties: { allow: false }
}

resource scmPublishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

// The bot's options by their names in appsettings.json, two underscores between the levels.
var tenants = toObject(
  range(0, length(allowedTenants)),
  i => 'BotFramework__AllowedTenants__${i}',
  i => allowedTenants[i]
)

resource appSettings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: union(
    {
      BotFramework__AppType: 'UserAssignedMSI'
      BotFramework__AppId: identityClientId
      BotFramework__TenantId: tenantId
      Storage__AccountName: storageAccount
      Storage__ManagedIdentityClientId: identityClientId
      Mail__ManagedIdentityClientId: identityClientId
      SharePoint__ClientId: identityClientId
      Unit__ContactAddress: contactAddress
      // Telemetry signs in as this identity; Azure.Identity takes it as the default one, too.
      APPLICATIONINSIGHTS_CONNECTION_STRING: telemetryConnection
      AZURE_CLIENT_ID: identityClientId
      OTEL_SERVICE_NAME: 'rbabot'
      // Bytes (hexadecimal) allocated between two collections of memory; the runtime's own choice is the processor's cache, up to
      // hundreds of megabytes on a server. Only the environment can set it. docs/performance.md has the figures.
      DOTNET_GCgen0size: '400000'
      SCM_DO_BUILD_DURING_DEPLOYMENT: 'false'
    },
    tenants,
    settings
  )
}

output id string = app.id
output name string = app.name
output hostName string = app.properties.defaultHostName

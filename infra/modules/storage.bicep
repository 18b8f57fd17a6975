// Where the answers are. No key opens it: only the bot's identity, with two roles on this one account. The bot makes its tables
// and its queue itself.

@minLength(3)
@maxLength(24)
param name string
param location string
param tags object
param sku string

@description('The only principal that gets a role on the data.')
param principalId string

// Of Azure itself, the same everywhere: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/storage
var tableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
var queueDataContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88'

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    isLocalUserEnabled: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices@2024-01-01' = {
  parent: account
  name: 'default'
}

resource queues 'Microsoft.Storage/storageAccounts/queueServices@2024-01-01' = {
  parent: account
  name: 'default'
}

resource roles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in [tableDataContributor, queueDataContributor]: {
    scope: account
    name: guid(account.id, principalId, role)
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

// Nobody deletes the answers by a slip: the lock has to be taken away first.
resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: account
  name: 'answers'
  properties: {
    level: 'CanNotDelete'
    notes: 'Holds the answers of all screenings. docs/operations.md says how to remove everything.'
  }
}

output name string = account.name
